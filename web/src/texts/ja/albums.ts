// アルバム。
import type { Texts } from '../en.ts';

export const albums: Texts['albums'] = {
  title: 'アルバム',
  explain: {
    pattern: '専用の読み取りモデルを持つ集約',
    shows: 'あなたのアルバムです。それぞれがイベントのストリームで、この一覧はその隣にある読み取りモデルです。',
    says: 'アルバムに何ができるかは、それまでに起きたことから純粋関数が決めます。一覧を書き込むのはひとつの購読だけです。「All Media」の ID はユーザーから導かれるので、同時に二つアップロードしてもアルバムはひとつです。',
    flow: ['コマンド', 'decide', '追記', '購読', 'アルバムの読み取りモデル'],
    here: 'アルバムの読み取りモデル',
    files: ['workers/album/src/domain/decideAlbum.ts', 'workers/album/src/projections/albums/project.ts'],
  },
  empty: 'アルバムはまだありません',
  emptyHint: '最初のアップロードで「All Media」が作られます。ほかのアルバムはいつでも作れます。',
  count: (count) => `${count} 件`,
  isDefault: 'すべてのメディア',
  create: '新しいアルバム',
  name: '名前',
  description: '説明',
  optional: '任意',
  save: '作成',
  created: (name) => `アルバム「${name}」を作成しました。`,
  back: 'アルバム一覧',
  nothingInside: 'このアルバムは空です',
  nothingInsideHint: 'ライブラリでファイルを選び、このアルバムに追加してください。',
  toLibrary: 'ライブラリへ',
  takeOut: (name) => `「${name}」をアルバムから外す`,
  addedTo: (name) => `「${name}」に追加しました。`,
};
