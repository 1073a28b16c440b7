// The page of the API.
export const docs = {
  title: 'API docs',
  lead: 'Every route of this server, to be searched, tried and taken along as curl.',
  account: 'What you send here is sent as you. For curl, make a personal access token in your account.',
  search: 'Find a route',
  nothing: (q: string) => `No route for “${q}”`,
  required: 'required',
  body: 'Body (JSON)',
  send: 'Send',
  copyCurl: 'Copy curl',
  notHere: 'It takes a file or holds a connection open: use curl or a client.',
  answers: 'Answers',
  answer: 'The answer',
  example: 'An answer, for example',
  errors: 'Errors and their codes',
  answered: (status: number) => `Answered with ${status}`,
};
