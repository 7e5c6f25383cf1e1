import { hash, verify } from '@node-rs/argon2';

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes (argon2id is the library's default). */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Hashes at a time: one core stays free for pages. The work itself is on libuv's threads. */
const PARALLEL_HASHES = 1;
const MAX_WAITING = 100;

/** Too many people sign in at this moment; trying again in some seconds helps. */
export class HashQueueFullError extends Error {}

const waiting: (() => void)[] = [];
let running = 0;

/** The argon2id hash of a password in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return inQueue(() => hash(password.normalize('NFC'), ARGON2));
}

/** Whether the password belongs to the hash. With null a hash of nothing is made, so that it takes as long. */
export function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  return inQueue(async () => {
    if (passwordHash !== null) return verify(passwordHash, password.normalize('NFC'));
    await hash(password.normalize('NFC'), ARGON2);
    return false;
  });
}

async function inQueue<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= PARALLEL_HASHES) {
    if (waiting.length >= MAX_WAITING) throw new HashQueueFullError();
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
