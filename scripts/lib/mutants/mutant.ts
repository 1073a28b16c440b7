// A way to break the product, and the tests that have to notice.

export interface Mutant {
  /** From the root of the project. */
  file: string;
  from: string;
  to: string;
  rule: string;
  /** What the product does wrong then. */
  breaks: string;
  project:
    | 'domain'
    | 'gateway'
    | 'notification'
    | 'album'
    | 'media-command'
    | 'media-query'
    | 'thumbnailer'
    | 'eventstore'
    | 'exporter'
    | 'saga';
  /** Part of the path of the test file. */
  test: string;
}
