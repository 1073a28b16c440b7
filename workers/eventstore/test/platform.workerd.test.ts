// What the engine takes for granted of D1 and of Durable Objects, asked of the runtime itself: where a new version answers
// otherwise, this file says so, and not a property of the engine far away from it.
import { runInDurableObject } from 'cloudflare:test';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { again, kill } from './objects.ts';
import { env, freshStream } from './env.ts';

const TABLE = 'CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT NOT NULL)';

describe('D1', () => {
  const db = env.READ_MODEL;
  const insert = (id: number, name: string | null) =>
    db.prepare('INSERT INTO things VALUES (?1, ?2)').bind(id, name);
  const ids = async () =>
    (await db.prepare('SELECT id FROM things').all<{ id: number }>()).results.map(({ id }) => id);

  beforeEach(async () => {
    await db.batch([
      db.prepare('DROP TABLE IF EXISTS things'),
      db.prepare(TABLE),
      db.prepare('CREATE INDEX things_by_name ON things (name)'),
    ]);
  });

  afterAll(() => db.prepare('DROP TABLE things').run());

  it('commits a batch as a whole, or nothing of it', async () => {
    await expect(db.batch([insert(1, 'a'), insert(2, null), insert(3, 'c')])).rejects.toThrow('NOT NULL');
    expect(await ids()).toEqual([]);
    await db.batch([insert(1, 'a'), insert(2, 'b')]);
    expect(await ids()).toEqual([1, 2]);
  });

  it('commits the rest of a batch where a WHERE finds no row: a guard has to fail', async () => {
    await db.batch([db.prepare("UPDATE things SET name = 'x' WHERE id = 7"), insert(1, 'a')]);
    expect(await ids()).toEqual([1]);
  });

  it('gives each statement of a batch what the one before it has written', async () => {
    const [, counted] = await db.batch<{ n: number }>([
      insert(1, 'a'),
      db.prepare('SELECT COUNT(*) AS n FROM things'),
    ]);
    expect(counted?.results).toEqual([{ n: 1 }]);
  });

  it('counts a row for each index as written', async () => {
    const { meta } = await insert(1, 'a').run();
    expect([meta.changes, meta.rows_written]).toEqual([1, 2]);
  });
});

describe('a Durable Object', () => {
  const fresh = () => freshStream().id;
  const once = <T>(id: string, work: (ctx: DurableObjectState) => T | Promise<T>) =>
    runInDurableObject(env.STREAM.getByName(id) as unknown as DurableObjectStub, (_, ctx) => {
      ctx.storage.sql.exec(TABLE.replace('TABLE', 'TABLE IF NOT EXISTS'));
      return work(ctx);
    });
  /** Also right after its death. */
  const inside: typeof once = (id, work) => again(() => once(id, work));
  const add = ({ storage }: DurableObjectState, id: number) =>
    storage.sql.exec('INSERT INTO things VALUES (?, ?)', id, 'a');
  const count = ({ storage }: DurableObjectState) => storage.sql.exec('SELECT id FROM things').toArray().length;

  it('keeps nothing of a transaction that throws', async () => {
    const rows = await inside(fresh(), (ctx) => {
      const broken = () =>
        ctx.storage.transactionSync(() => {
          add(ctx, 1);
          throw new Error('in the middle');
        });
      expect(broken).toThrow('in the middle');
      return count(ctx);
    });
    expect(rows).toBe(0);
  });

  it('has rows and alarm after its death, and its memory no more', async () => {
    const id = fresh();
    const before = await inside(id, async (ctx) => {
      add(ctx, 1);
      await ctx.storage.setAlarm(9e12);
      return ctx;
    });
    await kill({ stream: id });
    const after = await inside(id, async (ctx) => [count(ctx), await ctx.storage.getAlarm(), ctx === before]);
    expect(after).toEqual([1, 9e12, false]);
  });

  it.each([0, 1])('commits what is written without a wait in between as one: %s waits', async (waits) => {
    const id = fresh();
    await once(id, async (ctx) => {
      add(ctx, 1);
      void ctx.storage.setAlarm(9e12);
      if (waits > 0) await ctx.storage.sync();
      ctx.abort('in the middle');
    }).catch(() => undefined);
    const [rows, alarm] = await inside(id, async (ctx) => [count(ctx), await ctx.storage.getAlarm()] as const);
    expect(alarm !== null).toBe(rows === 1);
    if (waits > 0) expect(rows).toBe(1);
  });

  it('has one alarm, the one that was set last', async () => {
    const id = fresh();
    await inside(id, async ({ storage }) => {
      await storage.setAlarm(9e12);
      await storage.setAlarm(8e12);
    });
    expect(await inside(id, ({ storage }) => storage.getAlarm())).toBe(8e12);
    await inside(id, ({ storage }) => storage.deleteAlarm());
  });
});
