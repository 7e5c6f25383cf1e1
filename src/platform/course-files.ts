import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['content', 'courses'];
/** `.yml` is read to be told of: nobody would find out why such a file counts for nothing. */
const TEXT_FILE = /\.(yaml|yml|mdx|md|json|svg)$/;
const FILE_MAX_BYTES = 1_000_000;

/** One file; `path` from the project's folder, with `/`. */
export interface TextFile {
  path: string;
  text: string;
}

/**
 * All text files below `courses/` and `content/` of a project folder, sorted by path.
 * Throws for a symbolic link, for a text file over 1 MB and for one that is not UTF-8: none of them belongs there.
 */
export function readSourceFiles(root: string): TextFile[] {
  return FOLDERS.flatMap((folder) => readFolder(root, folder)).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function readFolder(root: string, folder: string): TextFile[] {
  const stats = lstatSync(join(root, folder), { throwIfNoEntry: false });
  if (stats === undefined) return [];
  if (stats.isSymbolicLink()) throw linkError(folder);
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry): TextFile[] => {
    const path = `${folder}/${entry.name}`;
    if (entry.isSymbolicLink()) throw linkError(path);
    if (entry.isDirectory()) return readFolder(root, path);
    if (!entry.isFile() || !TEXT_FILE.test(entry.name)) return [];
    const { size } = lstatSync(join(root, path));
    if (size > FILE_MAX_BYTES) {
      throw new Error(
        `${path}: Die Datei ist ${size} Byte groß; ein Kurstext darf höchstens ${FILE_MAX_BYTES} Byte haben.`,
      );
    }
    return [{ path, text: readText(root, path) }];
  });
}

/** The text without a byte order mark and with plain line ends: both mean nothing and would only shift positions. */
function readText(root: string, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(join(root, path))).replace(/\r\n/g, '\n');
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Error(
      `${path}: Die Datei ist nicht in UTF-8 gespeichert, Umlaute gingen verloren. Speichern Sie sie mit der Kodierung UTF-8.`,
    );
  }
}

function linkError(path: string): Error {
  return new Error(`${path}: Das ist eine Verknüpfung (Symlink). Legen Sie stattdessen die Datei selbst hier ab.`);
}

/** SHA-256 over paths and texts in order, hex: equal for equal files, whatever machine they lie on. */
export function hashOf(files: readonly TextFile[]): string {
  const hash = createHash('sha256');
  for (const { path, text } of files) hash.update(JSON.stringify([path, text]));
  return hash.digest('hex');
}

/** The text stands in a file of the project folder afterwards; its folder must exist. */
export function writeSourceFile(root: string, { path, text }: TextFile): void {
  writeFileSync(join(root, path), text);
}
