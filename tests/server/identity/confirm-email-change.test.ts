import { describe, expect } from 'vitest';
import { confirmEmailChange } from '#server/identity/confirm-email-change.ts';
import { requestEmailChange } from '#server/identity/request-email-change.ts';
import { resetPassword } from '#server/identity/reset-password.ts';
import type { Context } from '#server/context.ts';
import { CLIENT, emailOf, isOpen, linkFor, mailsIn, PASSWORD, session, tokenIn } from '../../support/access.ts';
import { inDays, it, NOW, refusalOf, type World } from '../../support/world.ts';

const NEW = 'anna.neu@world.example';
const request = (ctx: Context, email = NEW) => requestEmailChange(ctx, { email, clientAddress: CLIENT });
const emailIn = async (world: World) =>
  (await world.rows("select email from account where id = 'account-learner'"))[0]?.['email'];

async function requested(world: World) {
  const here = await session(world, 'learner');
  expect(await request(here.ctx)).toEqual({ done: true });
  const mails = await mailsIn(world);
  const to = (email: string) => tokenIn(mails.findLast((mail) => mail.to === email));
  return { here, old: to(emailOf('learner')), fresh: to(NEW) };
}

describe('another address', () => {
  it('is asked for at both', async ({ world }) => {
    await requested(world);
    expect((await mailsIn(world)).map(({ to, kind }) => [to, kind])).toEqual([
      [emailOf('learner'), 'email-change-old'],
      [NEW, 'email-change-new'],
    ]);
    expect(await emailIn(world)).toBe(emailOf('learner'));
  });

  it.for([true, false])('counts when both agreed, in whatever order (old first: %s)', async (oldFirst, { world }) => {
    const { here, old, fresh } = await requested(world);
    const elsewhere = await session(world, 'learner');
    const [first, second] = oldFirst ? [old, fresh] : [fresh, old];
    expect(await confirmEmailChange(here.ctx, first)).toEqual({ changed: false });
    expect(await emailIn(world)).toBe(emailOf('learner'));
    expect(await isOpen(world, elsewhere.header)).toBe(true);
    expect(await confirmEmailChange(here.ctx, second)).toEqual({ changed: true });
    expect(await emailIn(world)).toBe(NEW);
    expect([await isOpen(world, here.header), await isOpen(world, elsewhere.header)]).toEqual([true, false]);
    expect((await mailsIn(world)).at(-1)).toMatchObject({ to: emailOf('learner'), kind: 'email-changed' });
    expect(await world.rows("select contact_email from person where id = 'person-learner'")).toEqual([
      { contact_email: NEW },
    ]);
    expect(await world.rows('select action from audit_entry')).toEqual([{ action: 'email-changed' }]);
  });

  it('does not count when one address agreed twice', async ({ world }) => {
    const { old } = await requested(world);
    await confirmEmailChange(world.as(null), old);
    expect(await refusalOf(confirmEmailChange(world.as(null), old))).toBe('expired: link');
    expect(await emailIn(world)).toBe(emailOf('learner'));
  });

  it('does not count when the two links are of two requests', async ({ world }) => {
    const { here, old } = await requested(world);
    await confirmEmailChange(world.as(null), old);
    await request(here.ctx, 'anna.drittens@world.example');
    const fresh = tokenIn((await mailsIn(world)).at(-1));
    expect(await confirmEmailChange(world.as(null), fresh)).toEqual({ changed: false });
    expect(await emailIn(world)).toBe(emailOf('learner'));
  });

  it('has a day to be confirmed', async ({ world }) => {
    const { old, fresh } = await requested(world);
    await confirmEmailChange(world.as(null, inDays(0.9)), old);
    expect(await refusalOf(confirmEmailChange(world.as(null, inDays(1)), fresh))).toBe('expired: link');
  });

  it('ends links to a new password that went to the former one', async ({ world }) => {
    const { old, fresh } = await requested(world);
    const reset = await linkFor(world, 'password-reset', 'learner');
    await confirmEmailChange(world.as(null), old);
    await confirmEmailChange(world.as(null), fresh);
    expect(await refusalOf(resetPassword(world.as(null), { token: reset, password: PASSWORD }))).toBe('expired: link');
  });

  it('that belongs to somebody else gets no mail and is answered alike', async ({ world }) => {
    const { ctx } = await session(world, 'learner');
    expect(await request(ctx, emailOf('classmate'))).toEqual({ done: true });
    expect((await mailsIn(world)).map(({ to }) => to)).toEqual([emailOf('learner')]);
  });

  it('that somebody else took meanwhile is refused, and nothing changes', async ({ world }) => {
    const { old, fresh } = await requested(world);
    await confirmEmailChange(world.as(null), old);
    await world.database.write((writer) =>
      writer.execute({ sql: "update account set email = ? where id = 'account-classmate'", args: [NEW] }),
    );
    expect(await refusalOf(confirmEmailChange(world.as(null), fresh))).toBe('conflict: email-taken');
    expect(await emailIn(world)).toBe(emailOf('learner'));
  });

  it.for([
    ['keine Adresse', 'invalid'],
    ['', 'invalid'],
    [emailOf('learner').toUpperCase(), 'same'],
  ] as const)('%j is told as %s', async ([email, problem], { world }) => {
    const { ctx } = await session(world, 'learner');
    expect(await request(ctx, email)).toEqual({ problem });
    expect(await mailsIn(world)).toEqual([]);
  });

  it('is limited like all mail to somebody, and not for nobody', async ({ world }) => {
    const { ctx } = await session(world, 'learner');
    for (let times = 0; times < 5; times += 1) await request(ctx);
    expect(await refusalOf(request(ctx))).toBe('too-many: limit-mail');
    expect(await refusalOf(request(world.as(null, NOW)))).toBe('signed-out');
  });
});
