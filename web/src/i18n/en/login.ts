// The login page.
export const login = {
  title: 'Log in',
  headline: 'A media library you can watch thinking.',
  lead: 'Drop a photo in and follow it: an event is written, a saga starts, a thumbnail appears, an album is updated, a notification goes out. Then break a step and watch it being undone.',
  points: [
    ['Event sourcing', 'Every change is an event that is never altered. All that you see is folded from them.'],
    ['CQRS', 'Writing and reading are separate Workers; read models follow the log.'],
    ['Orchestrated sagas', 'A coordinator drives each upload step by step, and takes it back when a step fails.'],
  ] as readonly (readonly [term: string, says: string])[],
  asDev: 'Continue as the developer',
  asDevHint: 'The default user. An operator: may break things, repair them and see the whole system.',
  or: 'or as somebody else',
  name: 'User name',
  namePlaceholder: 'alice',
  nameRule: 'Small letters, digits, dot, dash and underscore; at most 64.',
  asNamed: 'Log in',
  asNamedHint: 'A user of their own, who sees nothing of the others.',
  devOnly: 'Development login, on this machine only. Login with GitHub and Google is not configured.',
  unreachable: 'MediaHub cannot be reached',
  session: 'Your session is a cookie that no script can read. No token is ever kept in the browser’s storage.',
};
