// What the system's process says to the one that supervises it, over the channel between them. When the channel closes, the
// other one has ended.
export type Message =
  /** Every second, as long as the event loop turns. */
  | { is: 'beat' }
  /** Every Worker answers. */
  | { is: 'ready' }
  /** The Workers' process has died and is being started again, here. */
  | { is: 'restarting'; why: string }
  /** It did not get ready; `who` names the Workers that are not. */
  | { is: 'missing'; who: string };

export interface ToRun {
  port: number;
  state: string;
  build: string;
  web: string;
  /** For the gateway, over what its files say. */
  vars: Record<string, string>;
}
