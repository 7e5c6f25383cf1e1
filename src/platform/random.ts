import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';

/** A new id for a row. */
export const newId = (): string => randomUUID();

/** A secret of 256 random bits for a cookie or a link, base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** A number from 0 to below 1, for waits that must not fall together; no secret. */
export const newChance = (): number => Math.random();

/** SHA-256 in hex; what the database keeps of a token. */
export const sha256Hex = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

/** A name of 256 random bits for a file, in hex: some systems take capitals and small letters for the same. */
export const newFileName = (): string => randomBytes(32).toString('hex');

/** Six digits to read off a mail and type; few enough to be found by trying, so tries have to be counted. */
export const newSignInCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');
