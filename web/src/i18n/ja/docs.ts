// The page of the API.
import type { Texts } from '../en.ts';

export const docs: Texts['docs'] = {
  title: 'API の説明',
  lead: 'このサーバーのすべてのルートを検索し、試し、curl として持ち出せます。',
  account:
    'ここから送るリクエストはあなた自身のものとして扱われます。curl で使うには、アカウント画面で個人アクセストークンを作ってください。',
  search: 'ルートを検索',
  nothing: (q) => `「${q}」に当てはまるルートはありません`,
  required: '必須',
  body: '本文（JSON）',
  send: '送信',
  copyCurl: 'curl をコピー',
  notHere: 'ファイルを送るか接続を保つルートです。curl かクライアントを使ってください。',
  answers: '応答',
  answer: '応答の内容',
  example: '応答の例',
  errors: 'エラーとそのコード',
  answered: (status) => `${status} が返りました`,
};
