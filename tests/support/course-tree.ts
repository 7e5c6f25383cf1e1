import { fileURLToPath } from 'node:url';
import type { SourceFile } from '#domain/catalogue/catalogue.ts';
import { readSourceFiles } from '#platform/course-files.ts';

/** A small course tree without a mistake: two modules, two programmes, every type of exercise. */
export const COURSE_ROOT = fileURLToPath(new URL('../fixtures/course', import.meta.url));

/** The files of the valid tree. */
export const validCourse = (): SourceFile[] => readSourceFiles(COURSE_ROOT);

/** A change to one file: replace its first occurrence of `find`, add it with `text`, or delete it. */
export type Edit =
  { file: string; find: string; replace: string } | { file: string; text: string } | { file: string; gone: true };

/** The tree after some edits; throws when an edit would change nothing, so that no test passes by a typing mistake. */
export function edited(files: readonly SourceFile[], edits: readonly Edit[]): SourceFile[] {
  return edits.reduce<SourceFile[]>(
    (tree, edit) => {
      const others = tree.filter(({ path }) => path !== edit.file);
      const before = tree.find(({ path }) => path === edit.file);
      if ('text' in edit) return [...others, { path: edit.file, text: edit.text }];
      if (before === undefined) throw new Error(`no file ${edit.file}`);
      if ('gone' in edit) return others;
      if (!before.text.includes(edit.find)) throw new Error(`"${edit.find}" is not in ${edit.file}`);
      return [...others, { path: edit.file, text: before.text.replace(edit.find, () => edit.replace) }];
    },
    [...files],
  );
}
