// What is used of autocannon, which brings no types.
declare module 'autocannon' {
  export interface Options {
    url: string;
    connections: number;
    amount?: number;
    duration?: number;
    method?: 'GET' | 'POST';
    headers?: Record<string, string>;
    body?: string | Buffer;
    requests?: { method?: 'GET' | 'POST'; headers?: Record<string, string>; body?: string | Buffer }[];
    timeout?: number;
  }
  export interface Instance extends Promise<{ errors: number; timeouts: number }> {
    on(event: 'response', listener: (client: unknown, status: number, bytes: number, ms: number) => void): this;
  }
  export default function autocannon(options: Options): Instance;
}
