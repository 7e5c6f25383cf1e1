import type { FindingCode } from '#domain/catalogue/finding-code.ts';
import type { Edit } from '../../../support/course-tree.ts';

/** One planted mistake, and the one finding that it must give. */
export interface Broken {
  name: string;
  edits: Edit[];
  code: FindingCode;
  /** File of the finding; the first edited one unless named. */
  file?: string;
  /** Line of the finding: its number, or the text with which the line begins. */
  line: number | string;
  /** What the German text must name. */
  says: string;
}

export const EXERCISES = 'courses/muster/exercises';
export const UNITS = 'courses/muster/units';
export const ANFANG = `${UNITS}/01-anfang.mdx`;
export const WEITER = `${UNITS}/02-weiter.mdx`;
export const LESEN = `${UNITS}/03-lesen.mdx`;
export const MODULE = 'courses/muster/module.yaml';
export const SPAETER = 'courses/spaeter/module.yaml';
export const SESSION = 'courses/muster/sessions/werkstatt.mdx';
export const GUIDE = 'courses/muster/sessions/werkstatt.guide.mdx';
export const SHEET = 'courses/muster/worksheets/mein-board.yaml';
export const SVG = 'courses/muster/assets/tafel.svg';
export const GANZ = 'content/programmes/ganz.yaml';
export const AUSWAHL = 'content/programmes/auswahl.yaml';
export const COMPETENCES = 'content/competences.yaml';
export const RELEASED = 'courses/released.json';

/** The first occurrence of a text in a file replaced. */
export const replace = (file: string, find: string, replacement: string): Edit => ({ file, find, replace: replacement });
/** A new file, or another text for one. */
export const put = (file: string, text: string): Edit => ({ file, text });
/** A file deleted. */
export const gone = (file: string): Edit => ({ file, gone: true });
