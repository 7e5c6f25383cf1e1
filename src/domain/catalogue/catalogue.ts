import type { Competence } from './competence.ts';
import type { Exercise } from './exercise.ts';
import type { FindingCode } from './finding-code.ts';
import type { ModuleSpec } from './module.ts';
import type { Programme } from './programme.ts';
import type { Session } from './session.ts';
import type { TransferTask } from './transfer-task.ts';
import type { Unit } from './unit.ts';
import type { Worksheet } from './worksheet.ts';

/** A module with its units in order. */
export interface Module extends ModuleSpec {
  id: string;
  units: Unit[];
  sessions: Session[];
}

/**
 * All that trainers and centres wrote, checked: a plain frozen value that survives JSON.
 * Records are by key: `module/slug` for what belongs to a module, else the id.
 */
export interface Catalogue {
  /** SHA-256 over paths and texts of all files, hex; tells whether two catalogues are the same. */
  hash: string;
  modules: Record<string, Module>;
  units: Record<string, Unit>;
  exercises: Record<string, Exercise>;
  worksheets: Record<string, Worksheet>;
  transferTasks: Record<string, TransferTask>;
  sessions: Record<string, Session>;
  programmes: Record<string, Programme>;
  competences: Competence[];
}

/** One file as read from the disk; `path` from the project's folder, with `/`. */
export interface SourceFile {
  path: string;
  text: string;
}

/** A mistake in a course file. The German sentence for `code` is in `text/findings.ts`. */
export interface Finding {
  path: string;
  /** From 1. */
  line: number;
  code: FindingCode;
  /** What the sentence names: a key, a number, what was expected. */
  values: Record<string, string>;
}
