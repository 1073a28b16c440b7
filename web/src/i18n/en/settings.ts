// Language and look.
export const settings = {
  title: 'Settings',
  language: 'Language',
  theme: 'Look',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  more: 'More',
  kept: 'Kept in this browser only, once you choose.',
};
