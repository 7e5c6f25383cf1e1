import { describe, expect } from 'vitest';
import type { Cookie } from 'lucia';
import { sha256Hex } from '#platform/random.ts';
import { sessionsOf } from '#server/identity/sessions.ts';
import { actorOf, inDays, it, NOW, people, type World } from '../../support/world.ts';

const IDLE_DAYS = 30;
const MAX_DAYS = 90;

const start = (world: World) =>
  sessionsOf(world.database, false).start(world.as(null), 'account-learner', {
    method: 'password',
    device: null,
  });
const header = (cookie: Cookie) => `${cookie.name}=${cookie.value}`;
/** What a request with this cookie is told some days after NOW. */
async function validate(world: World, cookieHeader: string | null, days = 0) {
  return sessionsOf(world.database, false).validate(cookieHeader, inDays(days));
}
const MINUTE_IN_DAYS = 1 / 1440;

describe('a session', () => {
  it('tells who is signed in, with all roles', async ({ world }) => {
    const sessions = sessionsOf(world.database, false);
    for (const person of people()) {
      const valid = await sessions.validate(
        header(await sessions.start(world.as(null), `account-${person}`, { method: 'password', device: null })),
        NOW,
      );
      expect(valid?.actor).toEqual({ ...actorOf(person), sessionId: valid?.actor.sessionId });
    }
  });

  it("is not opened by anything in the database: the cookie's value is not there", async ({ world }) => {
    const { value } = await start(world);
    const [row] = await world.rows('select * from session');
    expect(row?.['id']).toBe(sha256Hex(value));
    expect(JSON.stringify(row)).not.toContain(value);
    expect(await validate(world, `dm=${String(row?.['id'])}`)).toBeNull();
  });

  it('has a cookie that scripts and other sites do not get, and another name where only https reaches', async ({
    world,
  }) => {
    expect((await start(world)).attributes).toMatchObject({
      httpOnly: true,
      secure: false,
      sameSite: 'lax',
      path: '/',
    });
    const secure = await sessionsOf({ ...world.database }, true).start(world.as(null), 'account-learner', {
      method: 'password',
      device: null,
    });
    expect(secure).toMatchObject({
      name: '__Host-dm',
      attributes: { httpOnly: true, secure: true, sameSite: 'lax', path: '/' },
    });
    expect(secure.attributes.domain).toBeUndefined();
  });

  it('has a token that nobody can guess: 256 bits, never the same', async ({ world }) => {
    const values = await Promise.all(Array.from({ length: 20 }, async () => (await start(world)).value));
    expect(new Set(values).size).toBe(20);
    for (const value of values) expect(Buffer.from(value, 'base64url')).toHaveLength(32);
  });
});

describe('no session is found', () => {
  const forged: [string, (value: string) => string | null][] = [
    ['without a cookie header', () => null],
    ['with an empty header', () => ''],
    ['with an empty value', () => 'dm='],
    ['under another name', (value) => `session=${value}`],
    ['with a letter changed', (value) => `dm=${value.startsWith('A') ? 'B' : 'A'}${value.slice(1)}`],
    ['with a letter more', (value) => `dm=${value}A`],
    ['with a letter less', (value) => `dm=${value.slice(0, -1)}`],
    ['with SQL', () => "dm=' or 1=1 --"],
    ['with a very long value', () => `dm=${'x'.repeat(100_000)}`],
    ['with broken percent signs', () => 'dm=%E0%A4%A'],
  ];
  it.for(forged)('%s', async ([, cookie], { world }) => {
    const { value } = await start(world);
    expect(await validate(world, cookie(value))).toBeNull();
    expect((await validate(world, `dm=${value}`))?.actor.personId).toBe('person-learner');
  });
});

describe('a session is found', () => {
  const headers: [string, (value: string) => string][] = [
    ['among other cookies', (value) => `a=1; dm=${value}; b=2`],
    ['without spaces', (value) => `a=1;dm=${value}`],
    ['beside a cookie of another site with a broken percent sign', (value) => `theirs=100%; dm=${value}`],
    ['beside a cookie whose name ends alike', (value) => `xdm=1; dm=${value}`],
  ];
  it.for(headers)('%s', async ([, cookie], { world }) => {
    const { value } = await start(world);
    expect((await validate(world, cookie(value)))?.actor.personId).toBe('person-learner');
  });
});

describe('an idle session', () => {
  it(`lives ${IDLE_DAYS} days`, async ({ world }) => {
    const cookie = header(await start(world));
    expect(await validate(world, cookie, IDLE_DAYS)).toBeNull();
  });

  it('lives until the last minute of them', async ({ world }) => {
    const cookie = header(await start(world));
    expect(await validate(world, cookie, IDLE_DAYS - MINUTE_IN_DAYS)).not.toBeNull();
  });
});

describe('a session in use', () => {
  it('is left alone in the first half of its time', async ({ world }) => {
    const cookie = header(await start(world));
    expect((await validate(world, cookie, IDLE_DAYS / 2 - MINUTE_IN_DAYS))?.cookie).toBeNull();
  });

  it('is extended in the second half, and the cookie is set again with the token', async ({ world }) => {
    const first = await start(world);
    const valid = await validate(world, header(first), IDLE_DAYS / 2 + MINUTE_IN_DAYS);
    expect(valid?.cookie).toMatchObject({ name: 'dm', value: first.value });
    expect(valid?.cookie?.value).not.toBe(valid?.actor.sessionId);
    expect(await validate(world, header(first), IDLE_DAYS + 10)).not.toBeNull();
  });

  it(`ends after ${MAX_DAYS} days all the same`, async ({ world }) => {
    const cookie = header(await start(world));
    for (let days = 20; days < MAX_DAYS; days += 20) expect(await validate(world, cookie, days)).not.toBeNull();
    expect(await validate(world, cookie, MAX_DAYS - MINUTE_IN_DAYS)).not.toBeNull();
    expect(await validate(world, cookie, MAX_DAYS)).toBeNull();
  });
});

describe("the machine's clock", () => {
  it('does not matter: a session lives by the clock of the request, years before or after', async ({ world }) => {
    for (const year of [1990, 2020, 2060]) {
      const now = new Date(Date.UTC(year, 0, 1));
      const sessions = sessionsOf(world.database, false);
      const cookie = await sessions.start(world.as(null, now), 'account-learner', { method: 'code', device: null });
      const after = (days: number) => new Date(now.getTime() + days * 86_400_000);
      expect(await sessions.validate(header(cookie), after(1))).not.toBeNull();
      expect(await sessions.validate(header(cookie), after(IDLE_DAYS))).toBeNull();
    }
  });

  it('set back by two hours signs nobody out', async ({ world }) => {
    const cookie = header(await start(world));
    expect(await validate(world, cookie, -2 / 24)).not.toBeNull();
  });

  it('wrong by 400 days for a while lets nobody in, and signs nobody out for good', async ({ world }) => {
    const cookie = header(await start(world));
    expect(await validate(world, cookie, 400)).toBeNull();
    expect(await validate(world, cookie)).not.toBeNull();
  });

  it('wrong by 400 days leaves no session that lives as long', async ({ world }) => {
    const sessions = sessionsOf(world.database, false);
    const future = world.as(null, inDays(400));
    const cookie = header(await sessions.start(future, 'account-learner', { method: 'code', device: null }));
    expect(await validate(world, cookie, 400)).not.toBeNull();
    expect(await validate(world, cookie, 300)).toBeNull();
    expect(await validate(world, cookie)).toBeNull();
  });
});

describe('signing out', () => {
  it('ends this session, on the server too, and no other', async ({ world }) => {
    const here = await start(world);
    const elsewhere = await start(world);
    const valid = await validate(world, header(here));
    const blank = await sessionsOf(world.database, false).end(valid?.actor.sessionId ?? '');
    expect(blank).toMatchObject({ name: 'dm', value: '', attributes: { maxAge: 0 } });
    expect(await validate(world, header(here))).toBeNull();
    expect(await validate(world, header(elsewhere))).not.toBeNull();
  });

  it('twice does no harm', async ({ world }) => {
    const valid = await validate(world, header(await start(world)));
    const sessions = sessionsOf(world.database, false);
    await sessions.end(valid?.actor.sessionId ?? '');
    await expect(sessions.end(valid?.actor.sessionId ?? '')).resolves.toMatchObject({ value: '' });
  });
});

describe('a role', () => {
  it('that is taken away is gone with the next request', async ({ world }) => {
    const cookie = header(
      await sessionsOf(world.database, false).start(world.as(null), 'account-trainer', {
        method: 'password',
        device: null,
      }),
    );
    expect((await validate(world, cookie))?.actor.roles).toHaveLength(1);
    await world.database.write((writer) => writer.execute("delete from role where person_id = 'person-trainer'"));
    expect((await validate(world, cookie))?.actor.roles).toEqual([]);
  });
});
