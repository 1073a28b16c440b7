// The renewal of an old library, page by page, over real streams and a real bucket; the thumbnailer is a stand-in.
import { describe, expect, it } from 'vitest';
import type { Metadata } from '#shared/engine/event/envelope';
import type { CommandReply, SagaContext } from '#shared/engine/saga/command';
import { thumbnailKey } from '#shared/mediahub/media/keys';
import { call, codeOf, env, eventsOf, filesOf, lastOf, rpc, saga, someone, uploaded } from '../../test/env.ts';
import { decodes, png, problem, sent } from '../../test/thumbnailer.ts';
import { fakes } from '../../test/worker.ts';
import { media } from '../aggregates.ts';
import { RENEWAL_ID, startRenewal, stopRenewal, viewOf } from './renewal.ts';

const metadata = (user_id: string): Metadata => ({
  user_id,
  actor: user_id,
  command_id: crypto.randomUUID(),
  correlation_id: 'trace',
  causation_id: 'trace',
});

/** A photo of a time before renditions: processed, and nothing more is known of it. */
async function old(user: string): Promise<string> {
  const id = await uploaded(user, png());
  const result = { thumbnail: true, width: 1, height: 2 };
  const command = { type: 'complete_processing', user_id: user, result } as const;
  await media.handle(env.EVENTS, id, command, metadata(user));
  return id;
}

async function begun(user = someone()): Promise<SagaContext> {
  const view = viewOf((await startRenewal(env, metadata(user))).state);
  if (view.status === 'none') throw new Error('it has not begun');
  const { saga_id } = view;
  return { ...saga(user, 'renew', 'library_renewal'), saga_id, command_id: `${saga_id}:renew:do` };
}

const next = (context: SagaContext): Promise<CommandReply> => rpc().renew(context, { renewal_id: RENEWAL_ID });

/** Asks as the saga does, until there is another answer than progress. */
async function toTheEnd(context: SagaContext): Promise<CommandReply> {
  for (;;) {
    const reply = await next(context);
    if (reply.status !== 'busy' || !reply.progressed) return reply;
  }
}

const rendered = (id: string): number => eventsOf(id).filter((e) => e.event_type === 'MediaRendered').length;

describe('a renewal', () => {
  it('makes renditions of pictures that have none, once, and says how many', async () => {
    // Other tests have left pictures in the bucket: a first run takes those.
    await toTheEnd(await begun());
    const user = someone();
    const ids = [await old(user), await old(user)];
    const fresh = await uploaded(user, png());
    await rpc().process(saga(user), { media_id: fresh });
    sent.length = 0;
    const context = await begun();
    expect(await toTheEnd(context)).toEqual({ status: 'accepted' });
    expect(ids.map(rendered)).toEqual([1, 1]);
    expect([rendered(fresh), sent.length]).toEqual([1, 2]);
    expect(await filesOf(ids[0] ?? '')).toEqual(['original', 'thumbnail']);
    expect(lastOf(ids[0] ?? '')?.metadata).toMatchObject({ user_id: user, actor: 'saga:library_renewal' });
    expect(lastOf(RENEWAL_ID)).toMatchObject({ event_type: 'RenewalCompleted', data: { renewed: 2 } });
    // Asked again, after a crash behind the event.
    expect(await next(context)).toMatchObject({ status: 'already' });
    expect(sent.length).toBe(2);
  });

  it('makes renditions again that the bucket has lost, and says nothing new of them', async () => {
    await toTheEnd(await begun());
    const user = someone();
    const id = await uploaded(user, png());
    await rpc().process(saga(user), { media_id: id });
    await env.FILES.delete(thumbnailKey(id));
    const context = await begun();
    expect(await toTheEnd(context)).toEqual({ status: 'accepted' });
    expect(await filesOf(id)).toEqual(['original', 'thumbnail']);
    expect([rendered(id), lastOf(RENEWAL_ID)?.data]).toEqual([1, expect.objectContaining({ renewed: 1 })]);
  });

  it('of many makes some in each request: no more than may call the event store and the decoder', async () => {
    const user = someone();
    const ids: string[] = [];
    for (let n = 0; n < 10; n++) ids.push(await old(user));
    // Nothing is made of these, and each has to be looked at.
    for (let n = 0; n < 30; n++) await uploaded(user, png());
    const context = await begun();
    for (let reply: CommandReply | null = null; reply?.status !== 'accepted';) {
      fakes.calls = 0;
      reply = await next(context);
      expect(fakes.calls).toBeLessThanOrEqual(32);
    }
    expect(ids.map(rendered)).toEqual(ids.map(() => 1));
  });

  it('that was stopped ends at the next page, and goes on in another run', async () => {
    const id = await old(someone());
    const context = await begun();
    await stopRenewal(env, metadata(someone()));
    expect(await next(context)).toMatchObject({ status: 'rejected', code: 'renewal_stopped' });
    expect(rendered(id)).toBe(0);
    const again = await begun();
    expect(await next(context), 'the first run has ended').toMatchObject({ status: 'rejected' });
    expect(await toTheEnd(again)).toEqual({ status: 'accepted' });
    expect(rendered(id)).toBe(1);
  });

  it('waits where others have the decoder, and passes over one picture that it cannot take', async () => {
    const user = someone();
    const [first, second] = [await old(user), await old(user)];
    fakes.thumbnailer = () => problem(429, 'busy', { 'retry-after-ms': '10' });
    const context = await begun();
    const waited = await toTheEnd(context);
    expect(waited).toMatchObject({ status: 'busy' });
    expect([rendered(first), rendered(second)]).toEqual([0, 0]);
    let asked = 0;
    fakes.thumbnailer = (request) => (asked++ === 0 ? problem(500, 'crashed') : decodes(request));
    expect(await toTheEnd(context)).toEqual({ status: 'accepted' });
    expect(rendered(first) + rendered(second)).toBe(1);
  });

  it('is asked again by its saga where the decoder is not there at all', async () => {
    const user = someone();
    const ids = [await old(user), await old(user), await old(user)];
    const context = await begun();
    fakes.thumbnailer = () => problem(500, 'crashed');
    await expect(toTheEnd(context)).rejects.toThrow('the thumbnailer answered 500');
    fakes.thumbnailer = decodes;
    expect(await toTheEnd(context)).toEqual({ status: 'accepted' });
    expect(ids.map(rendered)).toEqual([1, 1, 1]);
  });

  it('is for operators', async () => {
    for (const method of ['GET', 'POST', 'DELETE'])
      expect(await codeOf(await call(someone(), '/api/v1/renewal', { method }))).toBe('403 operator_required');
  });
});
