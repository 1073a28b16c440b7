// A user of anything that speaks this API: MediaHub, or the peer that a measurement is compared with.
export interface User {
  base: string;
  headers: { authorization: string };
  read<Answer>(path: string): Promise<Answer>;
}

/** Logs in as a development user. */
export async function logIn(base: string, login: string): Promise<User> {
  const answer = await fetch(`${base}/auth/dev-token`, {
    method: 'POST',
    body: JSON.stringify({ login }),
    headers: { 'content-type': 'application/json' },
  });
  if (!answer.ok) throw new Error(`${base}/auth/dev-token: ${answer.status} ${await answer.text()}`);
  const { token } = (await answer.json()) as { token: string };
  const headers = { authorization: `Bearer ${token}` };
  return {
    base,
    headers,
    async read<Answer>(path: string) {
      const response = await fetch(base + path, { headers });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as Answer;
    },
  };
}
