// 過去を見る。
import type { Texts } from '../en.ts';

export const timeTravel: Texts['timeTravel'] = {
  stream: '集約の変遷',
  library: '過去のライブラリ',
  explain: {
    pattern: 'タイムトラベル',
    shows: '過去の任意の状態を、そのときまでのイベントからあらためて畳み込んで示します。',
    says: '表が知っているのは今の姿だけですが、ログはそこに至るまでを知っています。バージョン n の状態は、ストリームの最初の n 個のイベントを畳み込んだものです。あるポジションのライブラリは、そこまでの全イベントを畳み込んだものです。このために保存しているものは何もありません。だれも尋ねようと思わなかった昔のことでも、同じように答えられます。',
    flow: ['ストリーム', 'イベント 1〜n', '畳み込み', 'そのときの状態'],
    here: 'そのときの状態',
    files: [
      'shared/mediahub/state/published-state.ts',
      'workers/eventstore/src/reading/time-travel.ts',
      'workers/eventstore/src/reading/past-library.ts',
    ],
  },
  versionOf: (version, latest) => `バージョン ${version} / ${latest}`,
  positionOf: (position, head) => `ポジション ${position} / ${head}`,
  state: '状態',
  marked: '強調部分はこのイベントによる変更',
  nothingYet: '最初のイベントより前には何もありません。',
  noEvent: 'まだイベントがありません',
  emptyThen: 'そのときのライブラリは空でした',
  changed: 'このイベントによる変更',
  changesNothing: 'このイベントは、ここでは何も変えていません。',
  field: '項目',
  before: '前',
  after: '後',
  absent: 'なし',
  sameFields: (count) => `ほかの ${count} 項目は同じです`,
  fork: 'ここから過去を分岐させる',
  eventThen: 'そのとき最後に起きたこと',
  nothingThen: 'あなたに関わることは、まだ何も起きていませんでした。',
  gone: 'その後削除',
  nowCalled: (name) => `現在は ${name}`,
  nowIs: (status) => `現在は ${status}`,
};
