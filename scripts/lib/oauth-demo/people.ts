// The people who can log in at the stand-ins. Hanako has the same e-mail at both and is still two users: an e-mail can change hands.

export interface Person {
  login: string;
  name: string;
  email: string;
  github_id: number;
  google_sub: string;
}

export const PEOPLE: readonly Person[] = [
  {
    login: 'hanako',
    name: '山田 花子',
    email: 'hanako@example.com',
    github_id: 1001,
    google_sub: '110000000000000000001',
  },
  {
    login: 'alice',
    name: 'Alice Archer',
    email: 'alice@example.com',
    github_id: 1002,
    google_sub: '110000000000000000002',
  },
  {
    login: 'mallory',
    name: 'Mallory <img src=x onerror=alert(1)>\u202e',
    email: 'mallory@example.com',
    github_id: 1003,
    google_sub: '110000000000000000003',
  },
];
