import { createHash, randomBytes, randomUUID } from 'node:crypto';

/** A new id for a row. */
export const newId = (): string => randomUUID();

/** A secret of 256 random bits for a cookie or a link, base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** SHA-256 in hex; what the database keeps of a token. */
export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A number from 0 to below 1, for waits that must not fall together; no secret. */
export const newChance = (): number => Math.random();
