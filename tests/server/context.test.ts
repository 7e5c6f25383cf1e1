import { describe, expect } from 'vitest';
import { afterCommit, inTransaction, prepared, type Context, type Db } from '#server/context.ts';
import { centres } from '#server/identity/tables.ts';
import { submitAnswer } from '#server/learning/submit-answer.ts';
import { RIGHT } from '../support/fixture-answers.ts';
import { it, type World } from '../support/world.ts';

const add = (ctx: Context, id: string) => ctx.db.insert(centres).values({ id, name: id });
const added = async (world: World) =>
  (await world.rows("select id from centre where id like 'new-%' order by id")).map((row) => row['id']);
class Mishap extends Error {}

describe('a transaction', () => {
  it('stores all', async ({ world }) => {
    await inTransaction(world.as(null), async (tx) => {
      await add(tx, 'new-1');
      await add(tx, 'new-2');
    });
    expect(await added(world)).toEqual(['new-1', 'new-2']);
  });

  it('that fails stores nothing, and the next one works', async ({ world }) => {
    const work = inTransaction(world.as(null), async (tx) => {
      await add(tx, 'new-1');
      throw new Mishap();
    });
    await expect(work).rejects.toBeInstanceOf(Mishap);
    expect(await added(world)).toEqual([]);
    await inTransaction(world.as(null), (tx) => add(tx, 'new-2'));
    expect(await added(world)).toEqual(['new-2']);
  });

  it('that breaks a rule of the tables stores nothing', async ({ world }) => {
    const work = inTransaction(world.as(null), async (tx) => {
      await add(tx, 'new-1');
      await add(tx, 'new-1');
    });
    await expect(work).rejects.toThrow();
    expect(await added(world)).toEqual([]);
  });

  it('inside another is part of it: it sees what was written, and fails with it', async ({ world }) => {
    const work = inTransaction(world.as(null), async (tx) => {
      await add(tx, 'new-1');
      await inTransaction(tx, async (inner) => {
        expect(inner.db).toBe(tx.db);
        expect(await inner.db.select().from(centres)).toHaveLength(3);
        await add(inner, 'new-2');
      });
      throw new Mishap();
    });
    await expect(work).rejects.toBeInstanceOf(Mishap);
    expect(await added(world)).toEqual([]);
  });

  it('is followed by what was to be done after it, when others can read what it wrote', async ({ world }) => {
    let seen: Promise<unknown[]> | undefined;
    await inTransaction(world.as(null), async (tx) => {
      await inTransaction(tx, (inner) => {
        afterCommit(inner, () => (seen = added(world)));
        return add(inner, 'new-1');
      });
      expect(seen).toBeUndefined();
    });
    expect(await seen).toEqual(['new-1']);
  });

  it('that fails is followed by nothing', async ({ world }) => {
    const done: string[] = [];
    const work = inTransaction(world.as(null), (tx) => {
      afterCommit(tx, () => done.push('done'));
      return Promise.reject(new Mishap());
    });
    await expect(work).rejects.toBeInstanceOf(Mishap);
    expect(done).toEqual([]);
  });

  it('is needed for what is to follow one', ({ world }) => {
    expect(() => afterCommit(world.as(null), () => undefined)).toThrow('no open transaction');
  });

  it('is not seen by readers before it ends', async ({ world }) => {
    await inTransaction(world.as(null), async (tx) => {
      await add(tx, 'new-1');
      expect(await added(world)).toEqual([]);
    });
    expect(await added(world)).toEqual(['new-1']);
  });
});

describe('many at a time', () => {
  it('fifty commands that arrive together all succeed', async ({ world }) => {
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        submitAnswer(world.as(index % 2 ? 'learner' : 'classmate'), {
          cohort: 'nord',
          exercise: 'muster/begriffe',
          attemptId: `attempt-${index}`,
          fields: RIGHT,
        }),
      ),
    );
    expect(results.every((result) => 'state' in result && result.state.passed)).toBe(true);
    expect(await world.rows('select count(*) as n from attempt')).toEqual([{ n: 50 }]);
  });

  it('one that fails among them hurts no other', async ({ world }) => {
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        inTransaction(world.as(null), async (tx) => {
          await add(tx, `new-${String(index).padStart(2, '0')}`);
          if (index % 5 === 0) throw new Mishap();
        }),
      ),
    );
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(4);
    expect(await added(world)).toHaveLength(16);
  });

  it('a write beside an open transaction waits for its end', async ({ world }) => {
    const order: string[] = [];
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const first = inTransaction(world.as(null), async (tx) => {
      await add(tx, 'new-1');
      await held;
      order.push('transaction');
    });
    const second = world.database.write(async (writer) => {
      await writer.execute("insert into centre (id, name) values ('new-2', 'x')");
      order.push('write');
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(order).toEqual([]);
    release();
    await Promise.all([first, second]);
    expect(order).toEqual(['transaction', 'write']);
    expect(await added(world)).toEqual(['new-1', 'new-2']);
  });
});

describe('a prepared statement', () => {
  it('is built once for a database, and anew for another handle', ({ world }) => {
    let built = 0;
    const build = (db: Db) => {
      built += 1;
      return db.select().from(centres).prepare();
    };
    const { db } = world.as(null);
    expect(prepared(db, build)).toBe(prepared(world.as('learner').db, build));
    expect(built).toBe(1);
  });
});
