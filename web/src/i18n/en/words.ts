// What the server says in English words and without a code: reasons of faults, retries and repairs. Here as it is.
export const words = {
  said: (text: string): string => text,
};
