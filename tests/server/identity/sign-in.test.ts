import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { hashPassword } from '#platform/password-hash.ts';
import { requestPasswordReset } from '#server/identity/request-password-reset.ts';
import { requestSignInCode } from '#server/identity/request-sign-in-code.ts';
import { sessionsOf } from '#server/identity/sessions.ts';
import { signIn } from '#server/identity/sign-in.ts';
import { onServer } from '../../support/fresh-database.ts';
import { change } from '../../support/access.ts';
import { HOUR_MS, it, NOW, refusalOf, type World } from '../../support/world.ts';

const PASSWORD = 'Schlüssel zur Werkstatt 7';
const EMAIL = 'learner@world.example';
/** The limits have begun anew. */
const HOUR_LATER = new Date(NOW.getTime() + HOUR_MS);

async function withPassword(world: World, passwordHash: string | null): Promise<void> {
  await world.database.write((writer) =>
    writer.execute({ sql: 'update account set password_hash = ? where email = ?', args: [passwordHash, EMAIL] }),
  );
}
const tries = (world: World, email: string, password: string, clientAddress = '192.0.2.1') =>
  signIn(world.as(null, new Date()), sessionsOf(world.database, false), {
    email,
    password,
    clientAddress,
    device: null,
  });

describe('signing in', () => {
  const accepted: [string, string, string][] = [
    ['with the address and the password', EMAIL, PASSWORD],
    ['with capital letters in the address', 'Learner@World.Example', PASSWORD],
    ['with spaces around the address', `  ${EMAIL}\t`, PASSWORD],
    ['with an umlaut typed as two characters, as some phones do', EMAIL, PASSWORD.normalize('NFD')],
  ];
  it.for(accepted)('works %s', async ([, email, password], { world }) => {
    await withPassword(world, await hashPassword(PASSWORD));
    const cookie = await tries(world, email, password);
    const valid = await sessionsOf(world.database, false).validate(`dm=${cookie?.value ?? ''}`, new Date());
    expect(valid?.actor.personId).toBe('person-learner');
  });

  const refused: [string, string, string][] = [
    ['with a wrong password', EMAIL, 'Schlüssel zur Werkstatt 8'],
    ['with the password in capital letters', EMAIL, PASSWORD.toUpperCase()],
    ['with a space after the password', EMAIL, `${PASSWORD} `],
    ['with no password', EMAIL, ''],
    ['with an unknown address', 'nobody@world.example', PASSWORD],
    ['with no address', '', PASSWORD],
    ['with SQL for an address', "' or 1=1 --", PASSWORD],
    ['with a wildcard for an address', '%', PASSWORD],
    ["with another person's address", 'classmate@world.example', PASSWORD],
    ['with a password of 257 characters', EMAIL, 'x'.repeat(257)],
    ['with an address of 255 characters', `${'x'.repeat(241)}@world.example`, PASSWORD],
    ['with a megabyte of password', EMAIL, 'x'.repeat(1_000_000)],
  ];
  it.for(refused)('says no, and opens no session, %s', async ([, email, password], { world }) => {
    await withPassword(world, await hashPassword(PASSWORD));
    expect(await tries(world, email, password)).toBeNull();
    expect(await world.rows('select * from session')).toEqual([]);
  });

  it('takes a password of 256 characters', async ({ world }) => {
    await withPassword(world, await hashPassword('ä'.repeat(256)));
    expect(await tries(world, EMAIL, 'ä'.repeat(256))).not.toBeNull();
  });

  it('takes no password of 257 characters, even if it were right: hashing it would only cost time', async ({
    world,
  }) => {
    await withPassword(world, await hashPassword('x'.repeat(257)));
    expect(await tries(world, EMAIL, 'x'.repeat(257))).toBeNull();
  });

  it('says no to an account that has no password yet', async ({ world }) => {
    await withPassword(world, null);
    expect(await tries(world, EMAIL, '')).toBeNull();
    expect(await tries(world, EMAIL, PASSWORD)).toBeNull();
  });

  it('says no to an account that is closed, with the right password', async ({ world }) => {
    await withPassword(world, await hashPassword(PASSWORD));
    await change(world, "update account set deactivated_at = 1 where id = 'account-learner'");
    expect(await tries(world, EMAIL, PASSWORD)).toBeNull();
    expect(await world.rows('select id from session')).toEqual([]);
  });

  it.for(['password_hash = null', 'deactivated_at = 1'])(
    'opens no session when the account changes while the password is hashed: %s',
    async (meanwhile, { world }) => {
      await withPassword(world, await hashPassword(PASSWORD));
      // Other hashes go first, so that there is time.
      const others = Array.from({ length: 4 }, () => hashPassword('x'));
      const trying = tries(world, EMAIL, PASSWORD);
      while ((await world.rows('select key from rate_limit')).length === 0) await wait(1);
      await wait(20);
      await change(world, `update account set ${meanwhile} where id = 'account-learner'`);
      const cookie = await trying;
      await Promise.all(others);
      expect(cookie).toBeNull();
      expect(await world.rows('select id from session')).toEqual([]);
    },
  );

  it('notes how and with what the owner came, and that an invited one is here', async ({ world }) => {
    await withPassword(world, await hashPassword(PASSWORD));
    await change(world, 'update account set accepted_at = null');
    const now = new Date();
    await signIn(world.as(null, now), sessionsOf(world.database, false), {
      email: EMAIL,
      password: PASSWORD,
      clientAddress: '192.0.2.1',
      device: 'Firefox unter Linux',
    });
    expect(await world.rows('select method, device from session')).toEqual([
      { method: 'password', device: 'Firefox unter Linux' },
    ]);
    expect(await world.rows("select accepted_at from account where id = 'account-learner'")).toEqual([
      { accepted_at: now.getTime() },
    ]);
  });

  it('stores the password nowhere', async ({ world }) => {
    await withPassword(world, await hashPassword(PASSWORD));
    const [row] = await world.rows(`select password_hash from account where email = '${EMAIL}'`);
    expect(row?.['password_hash']).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});

describe('an unknown address', () => {
  it('takes about as long as a wrong password: one hash', async ({ world }) => {
    await withPassword(world, await hashPassword(PASSWORD));
    const costOf = async (email: string) => {
      const before = process.cpuUsage();
      for (let time = 0; time < 4; time += 1) await tries(world, email, 'falsch');
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    await costOf(EMAIL);
    const ratio = (await costOf('nobody@world.example')) / (await costOf(EMAIL));
    // Without the hash it is under 0.05; processor time, because other programs run beside the tests.
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(2.5);
  });

  // Counted in processor time, of which talking to a database server takes as much as a hash.
  it.skipIf(onServer())(
    'and a known one cost no hash where there is no password to check: for a code and for a reset',
    async ({ world }) => {
      await withPassword(world, await hashPassword(PASSWORD));
      const costOf = async (work: (email: string) => Promise<unknown>, email: string) => {
        const before = process.cpuUsage();
        for (let time = 0; time < 4; time += 1) await work(email);
        const { user, system } = process.cpuUsage(before);
        return user + system;
      };
      const hashes = await costOf((email) => tries(world, email, 'falsch'), 'somebody@world.example');
      const ctx = world.as(null);
      for (const email of [EMAIL, 'nobody@world.example']) {
        const from = (address: string) => ({ email: address, clientAddress: '192.0.2.9' });
        const code = await costOf((address) => requestSignInCode(ctx, { ...from(address), earlierToken: null }), email);
        const reset = await costOf(
          (address) => requestPasswordReset({ ...ctx, now: HOUR_LATER }, from(address)),
          email,
        );
        expect(code / hashes).toBeLessThan(0.5);
        expect(reset / hashes).toBeLessThan(0.5);
      }
    },
  );
});

describe('a crowd at the door', () => {
  // On a database server people arrive one after the other and never form that queue.
  it.skipIf(onServer())(
    'waits in a queue of a hundred; who comes after is told to try again, and the queue goes on',
    async ({ world }) => {
      await withPassword(world, null);
      const results = await Promise.all(
        Array.from({ length: 140 }, (_, index) => refusalOf(tries(world, `person${index}@world.example`, 'x'))),
      );
      expect(results.filter((result) => result === 'busy').length).toBeGreaterThan(38);
      expect(results.filter((result) => result === 'not refused').length).toBeGreaterThan(100);
      expect(new Set(results)).toEqual(new Set(['busy', 'not refused']));
      await withPassword(world, await hashPassword(PASSWORD));
      expect(await tries(world, EMAIL, PASSWORD)).not.toBeNull();
    },
    60_000,
  );
});
