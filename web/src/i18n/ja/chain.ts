// 因果の連鎖と、そのトレース。
import type { Texts } from '../en.ts';

export const chain: Texts['chain'] = {
  title: '因果の連鎖',
  lead: (count) => `ひとつのリクエストから生じた ${count} 件のイベント`,
  leadMore: (count) => `ひとつのリクエストから生じた最新の ${count} 件のイベント`,
  pattern: '相関 ID と因果 ID',
  shows: 'ひとつのリクエストから生じたすべてのイベントを、原因となったイベントの下に並べて示します。',
  says: 'すべてのイベントは、発端となったリクエストの ID (相関) と、直接の原因となったイベントの ID (因果) を持っています。サガはコマンドを送るたびに両方を引き継ぎます。だから、別の追跡システムがなくても、なぜそれが起きたのかをログ自身が語れます。同じ ID はトレースにもなります。スパンはイベントの時刻とサガの記録から作られるので、コマンドには何の負担もかかりません。',
  flow: ['リクエスト', 'イベント', 'サガのコマンド', 'その結果のイベント', 'この木'],
  here: 'この木',
  files: [
    'shared/engine/event/envelope.ts',
    'shared/engine/saga/pending-command.ts',
    'shared/engine/trace/spans.ts',
    'web/src/features/events/causes.ts',
  ],
  trace: {
    title: 'トレース',
    otlp: 'トレースを OTLP 形式でダウンロード (OpenTelemetry のビューア用)',
    mermaid: 'トレースを Mermaid のシーケンス図としてダウンロード',
  },
};
