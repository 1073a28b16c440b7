// What Cloudflare's paid plan (Workers Paid) charges beyond what is included, in US dollars for a million of each. Prices change:
// after looking them up again, update the date.

export const PRICES = {
  looked_up: '2026-11-29',
  /** Where they are, in Cloudflare's developer documentation. */
  sources: [
    'Workers › Platform › Pricing',
    'Durable Objects › Platform › Pricing',
    'D1 › Platform › Pricing',
    'R2 › Pricing',
  ],
  /** Requests from outside. A call of another Worker by a service binding costs none. */
  requests: 0.3,
  /** Requests to Durable Objects: calls of their methods, and their alarms. */
  object_requests: 0.15,
  d1_read: 0.001,
  d1_written: 1,
  /** Rows of Durable Objects with SQLite. */
  rows_read: 0.001,
  rows_written: 1,
  /** Operations of R2: A writes and lists, B reads. */
  r2_a: 4.5,
  r2_b: 0.36,
} as const;

/** What is charged by the piece. */
export const CHARGED = [
  'requests',
  'object_requests',
  'd1_read',
  'd1_written',
  'rows_read',
  'rows_written',
  'r2_a',
  'r2_b',
] as const;
export type Charged = (typeof CHARGED)[number];
