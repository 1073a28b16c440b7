// An end that the person at the keyboard can do something about: the message says what, and no stack is shown.

/**
 * @param {string} message
 * @returns {Error} to throw
 */
export const userError = (message) => Object.assign(new Error(message), { name: 'UserError' });
