// What `import … from 'react'` means in the bundle: Preact with React's names, a seventh of the size. The one name that
// Preact lacks is only used by the router's data API, which the UI does not use.
export * from 'preact/compat';
export { default } from 'preact/compat';

export const useOptimistic = (): never => {
  throw new Error('useOptimistic is not available on Preact');
};
