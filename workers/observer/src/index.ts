export { Board } from './Board.ts';
export { default } from './openapi.ts';
