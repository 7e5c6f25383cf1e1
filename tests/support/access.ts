import { hashPassword } from '#platform/password-hash.ts';
import { inTransaction } from '#server/context.ts';
import { createLink, type LinkKind } from '#server/identity/links.ts';
import { sessionsOf, type Sessions } from '#server/identity/sessions.ts';
import type { Context } from '#server/context.ts';
import { actorOf, NOW, type PersonName, type World } from './world.ts';

/** A password that can be taken. */
export const PASSWORD = 'Schlüssel zur Werkstatt 7';
/** An address from the block for documentation, RFC 5737. */
export const CLIENT = '192.0.2.1';
export const emailOf = (person: PersonName): string => `${person.toLowerCase()}@world.example`;

/** The world's sessions. */
export const sessionsIn = (world: World): Sessions => sessionsOf(world.database, false);

/** The person has this password, or none. */
export async function hasPassword(world: World, person: PersonName, password: string | null): Promise<void> {
  const args = [password === null ? null : await hashPassword(password), emailOf(person)];
  await world.database.write((writer) =>
    writer.execute({ sql: 'update account set password_hash = ? where email = ?', args }),
  );
}

/** Changes the world's rows by hand. */
export const change = (world: World, sql: string): Promise<unknown> =>
  world.database.write((writer) => writer.execute(sql));

/** A new session of the person: its cookie header, and what a request with it is worth. */
export async function session(
  world: World,
  person: PersonName,
  method: 'password' | 'code' | 'passkey' = 'password',
  at = NOW,
): Promise<{ header: string; ctx: Context }> {
  const cookie = await sessionsIn(world).start(world.as(null, at), `account-${person}`, {
    method,
    device: 'Firefox unter Linux',
  });
  const header = `${cookie.name}=${cookie.value}`;
  const valid = await sessionsIn(world).validate(header, at);
  return { header, ctx: { ...world.as(person, at), actor: valid?.actor ?? actorOf(person) } };
}

/** Whether somebody is signed in by the cookie header. */
export const isOpen = async (world: World, header: string, at = NOW): Promise<boolean> =>
  (await sessionsIn(world).validate(header, at)) !== null;

/** The token of a link as a mail would bring it. */
export const linkFor = (world: World, kind: LinkKind, person: PersonName | null, newEmail?: string): Promise<string> =>
  inTransaction(world.as(null), (tx) =>
    createLink(tx, {
      kind,
      accountId: person === null ? null : `account-${person}`,
      ...(newEmail === undefined ? {} : { newEmail }),
    }),
  );

export interface Mail {
  to: string;
  kind: string;
  text: string;
}

/** The mails in the outbox, the latest last. */
export async function mailsIn(world: World): Promise<Mail[]> {
  const rows = await world.rows('select to_address, kind, body_text from mail order by rowid');
  return rows.map((row) => ({
    to: String(row['to_address']),
    kind: String(row['kind']),
    text: String(row['body_text']),
  }));
}

/** The six digits in the latest mail. */
export async function codeIn(world: World): Promise<string> {
  const code = /^ {4}(\d{6})$/m.exec((await mailsIn(world)).at(-1)?.text ?? '')?.[1];
  if (code === undefined) throw new Error('no code was sent');
  return code;
}

/** The token of the link in a mail. */
export function tokenIn(mail: Mail | undefined): string {
  const token = /\/([\w-]{43})\s/.exec(mail?.text ?? '')?.[1];
  if (token === undefined) throw new Error('no link was sent');
  return token;
}
