// Signing keys of a test run: random each time, so that no key in this repository opens anything.

/** 32 random bytes as `parseKeys` reads them. */
export function testKey(kid = 'test'): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const base64 = btoa(String.fromCharCode(...bytes));
  return `${kid}:${base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}
