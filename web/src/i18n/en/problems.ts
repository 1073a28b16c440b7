// What went wrong, by the code of a problem. The server explains its problems in English, more exactly than a table could. This
// catalogue adds only those that the server cannot report; the other catalogues translate the server's codes, too.
export const problems: Readonly<Record<string, string>> = {
  offline: 'The server cannot be reached.',
  page_not_loaded:
    'The server cannot be reached, or it was started with a newer version. Try again when it is there.',
};
