// Login, one's own account and health over HTTP. Answered by the gateway itself.
import * as z from 'zod';
import type { Descriptions } from '#shared/http/description';
import { lineOfText } from '#shared/http/user-text';

/** What a personal access token may do. */
export const SCOPES = ['read', 'write', 'operator'] as const;
export type Scope = (typeof SCOPES)[number];

/** `{}` is what clients of the original send. */
export const DevLogin = z.strictObject({
  login: z
    .string()
    .regex(/^[a-z0-9._-]{1,64}$/)
    .optional(),
});

/** What a person asks for when they make a token. */
export const NewToken = z.strictObject({
  name: lineOfText(100),
  scopes: z
    .array(z.enum(SCOPES))
    .min(1)
    .max(SCOPES.length)
    .refine((scopes) => new Set(scopes).size === scopes.length, 'Each scope once.'),
  expires_in_days: z.int().min(1).max(365).default(30),
});
export type NewToken = z.infer<typeof NewToken>;

const Instant = z.iso.datetime();
export const Me = z.strictObject({
  id: z.string(),
  email: z.string(),
  display_name: z.string(),
  avatar_url: z.string().nullable(),
  provider: z.string(),
  operator: z.boolean(),
});
export const Session = z.strictObject({
  id: z.string(),
  current: z.boolean(),
  device: z.string().nullable(),
  place: z.string().nullable(),
  created_at: Instant,
  last_used_at: Instant,
  expires_at: Instant,
});
export const Token = z.strictObject({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  created_at: Instant,
  expires_at: Instant,
  last_used_at: Instant.nullable(),
});
export const Identity = z.strictObject({
  provider: z.string(),
  display_name: z.string(),
  email: z.string(),
  linked_at: Instant,
});
export const Providers = z.strictObject({
  dev_login: z.boolean(),
  providers: z.array(
    z.strictObject({
      name: z.enum(['github', 'google']),
      configured: z.boolean(),
      missing: z.array(z.string()),
      callback: z.string(),
    }),
  ),
});
/** `busy`: not all have answered in time. */
const Status = z.enum(['ok', 'busy', 'degraded', 'down']);
export const Health = z.strictObject({
  status: Status,
  service: z.literal('gateway'),
  services: z.record(z.string(), z.strictObject({ status: z.string() })),
});
/** How full the log's database is. */
export const Capacity = z.strictObject({
  bytes: z.int(),
  limit_bytes: z.int(),
  events: z.int(),
  events_last_day: z.int(),
  /** The day on which it is full at the rate of today, or null. */
  full_on: z.string().nullable(),
  full: z.boolean(),
  /** It is full, nearly full, or will be within a month: an operator should act. */
  low: z.boolean(),
});
export type Capacity = z.infer<typeof Capacity>;
const HealthDetail = Health.extend({
  /** Each says what it knows; the event store also how much room there is. */
  services: z.record(
    z.string(),
    z.looseObject({
      status: z.string(),
      storage: Capacity.optional(),
      /** A restore is open, or streams wait for a person. */
      restore: z.looseObject({ settled: z.boolean(), diverged_streams: z.int() }).optional(),
      /** What streams could not publish: the log does not take it. */
      outbox: z.strictObject({ streams: z.int(), events: z.int() }).optional(),
    }),
  ),
});

const FAILED = 'To /login/failed with the reason.';
const Return = z.object({ return_to: z.string().max(2000).optional() });

export const OPEN = {
  'GET /health': { summary: 'How every Worker is', answer: Health, also: { 503: 'One of them is down.' } },
  'GET /openapi.json': { summary: 'This document', answer: z.looseObject({ openapi: z.string() }) },
  'GET /auth/providers': { summary: 'Where one can log in, and what is not configured', answer: Providers },
  'GET /auth/github': { summary: 'Log in with GitHub', status: 307, query: Return, also: { 302: FAILED } },
  'GET /auth/github/callback': { summary: 'Where GitHub sends the browser back to', status: 302 },
  'GET /auth/google': { summary: 'Log in with Google', status: 307, query: Return, also: { 302: FAILED } },
  'GET /auth/google/callback': { summary: 'Where Google sends the browser back to', status: 302 },
  'POST /auth/logout': { summary: 'End this session and its tokens, at once', status: 204 },
} satisfies Descriptions;
export const DEVELOPMENT = {
  'POST /auth/dev-token': {
    summary: 'Log in as a development user; without a body as the operator dev@localhost',
    body: DevLogin,
    example: { login: 'alice' },
    bodyOptional: true,
    answer: z.strictObject({ token: z.string(), user_id: z.string() }),
  },
} satisfies Descriptions;
const Linking = z.strictObject({ authorize_url: z.string() });
/** `current` keeps the session that asks. */
export const EndSessionsQuery = z.strictObject({ except: z.literal('current').optional() });
/** The most users that are asked for at once. */
export const ACCOUNTS_AT_ONCE = 100;
const UserId = z.string().regex(/^user-[0-9a-f-]{36}$/);
export const LostAccounts = z.strictObject({ ids: z.array(UserId).min(1).max(ACCOUNTS_AT_ONCE) });
/** `from`: the user as whom the person logs in now. */
export const Attach = z.strictObject({ from: UserId });
const Attached = z.strictObject({ user_id: z.string(), providers: z.array(z.string()) });
export const WITH_LOGIN = {
  'GET /api/v1/me': { summary: 'Who you are', answer: Me },
  'GET /api/v1/me/sessions': { summary: 'Where you are logged in', answer: z.array(Session) },
  'DELETE /api/v1/me/sessions': {
    summary: 'End all sessions at once, with `except=current` all others',
    query: EndSessionsQuery,
    answer: z.strictObject({ ended: z.int() }),
  },
  'DELETE /api/v1/me/sessions/:id': { summary: 'End one session at once', status: 204 },
  'GET /api/v1/me/tokens': { summary: 'Your personal access tokens', answer: z.array(Token) },
  'POST /api/v1/me/tokens': {
    summary: 'Make a personal access token; it is shown once',
    body: NewToken,
    example: { name: 'backup script', scopes: ['read'], expires_in_days: 30 },
    status: 201,
    answer: Token.extend({ token: z.string() }),
  },
  'DELETE /api/v1/me/tokens/:id': { summary: 'Revoke a personal access token at once', status: 204 },
  'GET /api/v1/me/identities': { summary: 'The providers that lead to you', answer: z.array(Identity) },
  'DELETE /api/v1/me/identities/:provider': { summary: 'Unlink a provider; the last one stays', status: 204 },
  'POST /auth/github/link': { summary: 'Link GitHub to your account: where to go', answer: Linking },
  'POST /auth/google/link': { summary: 'Link Google to your account: where to go', answer: Linking },
  'POST /api/v1/accounts/lost': {
    summary: 'To which of these users no login leads, as after a restore of the accounts',
    operator: true,
    body: LostAccounts,
    example: { ids: ['user-01890a5d-ac96-774b-bcce-b302099a8057'] },
    answer: z.strictObject({ lost: z.array(z.string()) }),
  },
  'POST /api/v1/accounts/:id/attach': {
    summary: 'Lets the logins of another user lead to this one, to whom none leads; its sessions end',
    operator: true,
    body: Attach,
    example: { from: 'user-01890a5d-ac96-774b-bcce-b302099a8058' },
    answer: Attached,
  },
  'GET /api/v1/health': {
    summary: 'How every Worker is, with what it says about itself',
    operator: true,
    answer: HealthDetail,
    also: { 503: 'One of them is down.' },
  },
} satisfies Descriptions;

export type Me = z.infer<typeof Me>;
export type Session = z.infer<typeof Session>;
export type Token = z.infer<typeof Token>;
export type Identity = z.infer<typeof Identity>;
export type Providers = z.infer<typeof Providers>;
export type Health = z.infer<typeof HealthDetail>;
