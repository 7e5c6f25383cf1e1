import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { open as openZip, type Entry, type ZipFile as Unzip } from 'yauzl';
import { ZipFile } from 'yazl';
import { z } from 'zod';

/** The list of what is in the archive; the last entry, because sums are known when everything is written. */
const MANIFEST = 'manifest.json';

const part = z.object({ bytes: z.number().int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const manifest = z.object({
  format: z.literal(1),
  createdAt: z.iso.datetime(),
  /** Version of the program that made it. */
  program: z.string(),
  source: z.enum(['file', 'server']),
  migration: z.number().nullable(),
  counts: z.record(z.string(), z.number()),
  /** By path inside the archive. */
  parts: z.record(z.string(), part),
});

/** What an archive says about itself. */
export type Manifest = z.infer<typeof manifest>;

/** An archive that is not whole; the message says what is wrong, in German. */
export class ArchiveError extends Error {}

/**
 * The archive is on the disk under its name, whole, with the sum of each part; a file that vanished meanwhile is not in
 * it. `parts` are paths inside the archive and where their bytes are.
 */
export async function writeArchive(
  target: string,
  parts: readonly { path: string; file: string }[],
  about: Omit<Manifest, 'format' | 'parts'>,
): Promise<Manifest> {
  const zip = new ZipFile();
  const sums: Manifest['parts'] = {};
  for (const { path, file } of parts)
    zip.addReadStreamLazy(path, (answer) => {
      void open(file).then(
        (handle) =>
          answer(
            null,
            counted(handle.createReadStream(), (sum) => (sums[path] = sum)),
          ),
        // Erased between listing and reading; an empty entry that the manifest does not name.
        () => answer(null, Readable.from([])),
      );
    });
  const whole = (): Manifest => ({ format: 1, ...about, parts: sums });
  zip.addReadStreamLazy(MANIFEST, (answer) => answer(null, Readable.from([JSON.stringify(whole(), null, 2)])));
  zip.once('error', (error: Error) => zip.outputStream instanceof Readable && zip.outputStream.destroy(error));
  zip.end();
  const unfinished = `${target}.unfertig`;
  try {
    // Only for its owner: it holds everything about everybody.
    await pipeline(zip.outputStream, createWriteStream(unfinished, { mode: 0o600, flags: 'w' }));
    const handle = await open(unfinished);
    await handle.sync();
    await handle.close();
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return whole();
}

/** Everything in the archive lies below the folder, and every sum is right; throws an ArchiveError otherwise. */
export async function unpackArchive(archive: string, folder: string): Promise<Manifest> {
  const found: Manifest['parts'] = {};
  await eachEntry(archive, async (unzip, entry) => {
    if (entry.fileName.endsWith('/')) return;
    const target = join(folder, entry.fileName);
    await mkdir(dirname(target), { recursive: true });
    await pipeline(
      counted(await streamOf(unzip, entry), (sum) => (found[entry.fileName] = sum)),
      createWriteStream(target, { mode: 0o640, flags: 'wx' }),
    );
  });
  const listed = await readManifest(join(folder, MANIFEST));
  for (const [path, { bytes, sha256 }] of Object.entries(listed.parts)) {
    const there = found[path];
    if (there === undefined) throw new ArchiveError(`In der Sicherung fehlt „${path}“.`);
    if (there.bytes !== bytes || there.sha256 !== sha256)
      throw new ArchiveError(`„${path}“ in der Sicherung ist beschädigt: Die Prüfsumme stimmt nicht.`);
  }
  for (const path of Object.keys(found))
    if (path !== MANIFEST && listed.parts[path] === undefined) {
      if (found[path]?.bytes !== 0) throw new ArchiveError(`„${path}“ gehört nicht in diese Sicherung.`);
      await rm(join(folder, path));
    }
  await rm(join(folder, MANIFEST));
  return listed;
}

async function readManifest(path: string): Promise<Manifest> {
  const text = await open(path).then(
    async (handle) => {
      const read = await handle.readFile('utf8');
      await handle.close();
      return read;
    },
    () => null,
  );
  if (text === null) throw new ArchiveError('Das ist keine Sicherung dieses Programms: Das Inhaltsverzeichnis fehlt.');
  try {
    return manifest.parse(JSON.parse(text));
  } catch (error) {
    throw new ArchiveError('Das Inhaltsverzeichnis der Sicherung ist nicht lesbar.', { cause: error });
  }
}

/** Entries one after the other; the library refuses names that lead out of the folder. */
function eachEntry(archive: string, work: (unzip: Unzip, entry: Entry) => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const broken = (error: unknown) =>
      reject(
        error instanceof ArchiveError
          ? error
          : new ArchiveError('Die Sicherung ist beschädigt und lässt sich nicht öffnen.', { cause: error }),
      );
    openZip(archive, { lazyEntries: true, strictFileNames: true }, (error, unzip) => {
      if (error || !unzip) return broken(error);
      unzip.on('error', broken);
      unzip.on('end', resolve);
      unzip.on('entry', (entry: Entry) => {
        work(unzip, entry).then(() => unzip.readEntry(), broken);
      });
      unzip.readEntry();
    });
  });
}

function streamOf(unzip: Unzip, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) =>
    unzip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream))),
  );
}

/** The same bytes, whose number and sum are told before their end. */
function counted(stream: Readable, tell: (sum: { bytes: number; sha256: string }) => void): Readable {
  const hash = createHash('sha256');
  let bytes = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
    flush(done) {
      tell({ bytes, sha256: hash.digest('hex') });
      done();
    },
  });
  stream.once('error', (error) => through.destroy(error));
  return stream.pipe(through);
}
