// 言語と外観。
import type { Texts } from '../en.ts';

export const settings: Texts['settings'] = {
  title: '設定',
  language: '言語',
  theme: '外観',
  themes: { system: 'システム', light: 'ライト', dark: 'ダーク' },
  more: 'その他',
  kept: '選んだときだけ、このブラウザーに保存されます。',
};
