import type { ExerciseView } from '#domain/catalogue/exercise.ts';
import type { ExerciseState } from '#domain/learning/exercise-state.ts';

/** What the body of a unit shows for one person; plain, because components know no server. */
export interface UnitPageData {
  moduleId: string;
  /** Hash of the course files. */
  release: string;
  /** Slug of the cohort. */
  cohort: string;
  person: string;
  zone: string;
  /** Nothing can be entered: answers are taken no more, or a trainer looks at it. */
  closed: boolean;
  exercises: { key: string; task: string; required: boolean; view: ExerciseView; state: ExerciseState }[];
  worksheets: {
    worksheet: {
      key: string;
      title: string;
      intro: string;
      fields: {
        id: string;
        label: string;
        help?: string | undefined;
        kind: 'line' | 'text' | 'choice';
        options?: string[] | undefined;
        withoutCompany?: { label: string; help?: string | undefined } | undefined;
      }[];
    };
    values: Record<string, string>;
    writtenAt: Date | null;
  }[];
}
