// What went wrong, by the code of a problem. The server says it in English and more exactly than a table could, so
// here stands only what it cannot say; the other catalogues translate its codes.
export const problems: Readonly<Record<string, string>> = {
  offline: 'The server cannot be reached.',
  page_not_loaded:
    'The server cannot be reached, or it was started with a newer version. Try again when it is there.',
};
