// アカウント：セッション、トークン、連携プロバイダー。
import type { Texts } from '../en.ts';

export const account: Texts['account'] = {
  title: 'アカウント',
  lead: 'ログイン中の場所、あなたの代わりに動くプログラム、連携しているプロバイダーを確認できます。',
  sessions: {
    title: 'セッション',
    current: 'このブラウザー',
    at: (place) => `${place} から`,
    thisMachine: 'このマシン',
    unknown: '不明なデバイス',
    lastUsed: '最終利用',
    end: '終了',
    endOne: (device) => `${device} のセッションを終了`,
    endOthers: 'ほかをすべて終了',
    hint: '終了したセッションはただちに拒否され、開いているページの接続も閉じられます。',
  },
  tokens: {
    title: '個人用アクセストークン',
    hint: 'あなたの代わりに API を呼び出すプログラム用です。このページの操作はできません。',
    none: 'トークンはありません。',
    name: '名前',
    scopes: '許可する操作',
    scope: { read: '読み取り', write: '書き込み', operator: '運用' },
    days: '有効日数',
    make: 'トークンを作成',
    once: '今すぐコピーしてください。二度と表示されません。',
    expires: '期限',
    used: '最終利用',
    never: '未使用',
    revoke: '失効',
    revokeOne: (name) => `トークン ${name} を失効させる`,
  },
  identities: {
    title: '連携プロバイダー',
    hint: 'どのプロバイダーからログインしても、同じユーザーになります。',
    link: (provider) => `${provider} を連携`,
    unlink: '解除',
    unlinkOne: (provider) => `${provider} の連携を解除`,
    dev: '開発用ログイン',
    last: '唯一のログイン手段は解除できません。',
  },
};
