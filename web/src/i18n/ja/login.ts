// ログインページ。
import type { Texts } from '../en.ts';

export const login: Texts['login'] = {
  title: 'ログイン',
  headline: '中で起きていることが見えるメディアライブラリ',
  lead: '写真を一枚入れて、その後を追ってみてください。イベントが書き込まれ、サガが始まり、サムネイルが現れ、アルバムが更新され、通知が届きます。次はステップをひとつ壊して、取り消されていく様子を見てください。',
  points: [
    [
      'イベントソーシング',
      'すべての変更は、書き換えられることのないイベントです。画面に見えるものは、すべてイベントを畳み込んだ結果です。',
    ],
    ['CQRS', '書き込みと読み取りは別々の Worker です。読み取りモデルはログを追いかけます。'],
    [
      'オーケストレーション型サガ',
      'コーディネーターがアップロードを一歩ずつ進め、どこかで失敗すれば元に戻します。',
    ],
  ],
  asDev: '開発ユーザーで続ける',
  asDevHint: '既定のユーザーです。オペレーターとして、障害を起こし、修復し、システム全体を見ることができます。',
  or: 'または別のユーザーで',
  name: 'ユーザー名',
  namePlaceholder: 'alice',
  nameRule: '半角の英小文字・数字・ピリオド・ハイフン・アンダースコアで 64 文字まで。',
  asNamed: 'ログイン',
  asNamedHint: '独立したユーザーです。ほかのユーザーのものは見えません。',
  devOnly: 'このマシン専用の開発用ログインです。',
  orHere: 'またはアカウントなしで',
  providers: { github: 'GitHub', google: 'Google' },
  theProvider: 'プロバイダー',
  with: (provider) => `${provider} でログイン`,
  withUnset: (provider) => `${provider}：未設定。設定方法を見る`,
  register: {
    github:
      'GitHub で OAuth アプリを作成し（Settings → Developer settings → OAuth Apps）、次のコールバック URL を登録します。',
    google:
      'Google で OAuth クライアントを作成し（Cloud コンソール → 認証情報 → ウェブ アプリケーション）、次のリダイレクト URI を登録します。',
  },
  setThere: '発行された ID とシークレットを、ルートフォルダーの .dev.vars に書いて再起動します。',
  orDemo: 'アカウントなしで両方のログインを試すには、このマシン上の代役サーバーを使います。',
  failedTitle: 'ログインできませんでした',
  toAccount: 'アカウントへ',
  failed: (provider) => `${provider} でのログインに失敗しました`,
  failures: {
    cancelled: (provider) => `${provider} の画面でキャンセルされました。何も変更されていません。`,
    state_unknown: () =>
      'この応答に対応するログインが、このブラウザーで直近 10 分以内に開始されていないか、すでに使われています。もう一度やり直してください。',
    refused: (provider) => `${provider} に確認を拒否されました。もう一度やり直してください。`,
    identity_invalid: (provider) => `${provider} から届いた本人情報を検証できませんでした。`,
    provider_unavailable: (provider) =>
      `${provider} が正しく応答していません。しばらくしてから再試行してください。`,
    not_configured: (provider) => `${provider} によるログインは、ここでは設定されていません。`,
    linked_elsewhere: (provider) => `この ${provider} アカウントは、MediaHub の別のユーザーに連携されています。`,
    provider_linked: (provider) => `別の ${provider} アカウントがすでに連携されています。先に解除してください。`,
    session_ended: () => 'その間にセッションが終了しました。ログインしてから、もう一度連携してください。',
  },
  unreachable: 'MediaHub に接続できません',
  session:
    'セッションは、スクリプトから読めない Cookie です。認証情報がブラウザーのストレージに残ることはありません。',
};
