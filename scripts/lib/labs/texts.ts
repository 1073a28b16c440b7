// What the terminal says around a lesson, in both languages.
const en = {
  choose: 'Your answer: ',
  right: 'Right.',
  wrong: 'Not so.',
  press: 'Enter: do it · s: done by hand, go on ',
  done: 'done',
  asking: 'Asking the system; Ctrl-C stops, --check goes on later.',
  open: 'at',
  finished: 'All checks are green.',
  exercise: (file: string) => `Repair ${file}: it is graded each time you save it; Ctrl-C stops.`,
  notBegun: (number: string) => `This lab is not begun: npm run lab -- ${number}`,
};
const ja: typeof en = {
  choose: '答え: ',
  right: '正解です。',
  wrong: '違います。',
  press: 'Enter: 実行 · s: 自分で行ったので次へ ',
  done: '完了',
  asking: 'システムに問い合わせています。Ctrl-C で中断、--check で後から続けられます。',
  open: '場所:',
  finished: 'すべての確認が緑です。',
  exercise: (file) => `${file} を修復してください。保存するたびに採点されます。Ctrl-C で中断します。`,
  notBegun: (number) => `このラボは始まっていません: npm run lab -- ${number}`,
};
export type Words = typeof en;
export const wordsIn = (language: string): typeof en => (language === 'ja' ? ja : en);
