import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newFileName } from './random.ts';

/** Files of this installation, by names that nobody can guess. What they are and who may see them is a row elsewhere. */
export interface FileStore {
  /** The bytes are on disk, whole, under the new name that is returned. */
  put(bytes: Uint8Array): Promise<string>;
  /** The bytes of that name; null for a name that none of ours has, or whose file is gone. */
  get(name: string): Promise<Buffer | null>;
  /** There is no file of that name any more. */
  delete(name: string): Promise<void>;
}

/** What `newFileName` makes. Anything else never becomes part of a path. */
const NAME = /^[0-9a-f]{64}$/;

/** The files below a folder, in two levels of folders so that none grows long; the folder is made when it is needed. */
export function openFiles(folder: string): FileStore {
  const pathOf = (name: string) => join(folder, name.slice(0, 2), name.slice(2, 4), name);
  return {
    async put(bytes) {
      const name = newFileName();
      const path = pathOf(name);
      await mkdir(dirname(path), { recursive: true });
      const temporary = `${path}.new`;
      try {
        await writeThrough(temporary, bytes);
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
      // The name itself lies in these folders; without this a power cut may lose it.
      for (const level of [dirname(path), dirname(dirname(path)), folder]) await syncFolder(level);
      return name;
    },
    async get(name) {
      if (!NAME.test(name)) return null;
      try {
        return await readFile(pathOf(name));
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async delete(name) {
      if (NAME.test(name)) await rm(pathOf(name), { force: true });
    },
  };
}

async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o640);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders; its journal keeps names by itself.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
