import type { Catalogue } from '#domain/catalogue/catalogue.ts';
import type { Exercise } from '#domain/catalogue/exercise.ts';

/** The catalogue with every exercise changed by `change`. */
export function withExercises(catalogue: Catalogue, change: (exercise: Exercise) => Exercise): Catalogue {
  const exercises = Object.fromEntries(
    Object.entries(catalogue.exercises).map(([key, exercise]) => [key, change(exercise)]),
  );
  return { ...catalogue, exercises };
}

/** The same exercise for the eye of a learner, but another answer is right. */
export function otherSolution(exercise: Exercise): Exercise {
  switch (exercise.type) {
    case 'single-choice':
      return { ...exercise, options: otherOption(exercise.options) };
    case 'multiple-choice':
      return { ...exercise, options: exercise.options.map((option) => ({ ...option, correct: !option.correct })) };
    case 'true-false':
      return { ...exercise, answer: !exercise.answer, reasons: otherOption(exercise.reasons) };
    case 'ordering':
      return { ...exercise, items: exercise.items.toReversed() };
    case 'matching': {
      const rights = exercise.pairs.map((pair) => pair.right);
      return {
        ...exercise,
        pairs: exercise.pairs.map((pair, index) => ({
          ...pair,
          right: rights[(index + 1) % rights.length] ?? pair.right,
        })),
      };
    }
    case 'grouping': {
      const lists = exercise.groups.map((group) => group.items);
      return {
        ...exercise,
        groups: exercise.groups.map((group, index) => ({
          ...group,
          items: lists[(index + 1) % lists.length] ?? group.items,
        })),
      };
    }
    case 'cloze':
      return {
        ...exercise,
        gaps: Object.fromEntries(
          Object.entries(exercise.gaps).map(([name, gap]) => [
            name,
            'options' in gap
              ? { ...gap, options: otherOption(gap.options) }
              : { ...gap, accept: ['etwas ganz anderes', ...gap.accept] },
          ]),
        ),
      };
    case 'number':
      return { ...exercise, value: exercise.value * 2 + 1, tolerance: exercise.tolerance + 1 };
    case 'free-text':
      return { ...exercise, modelAnswer: `Ganz anders: ${exercise.modelAnswer}` };
  }
}

/** The next option is the right one. */
function otherOption<Option extends { correct: boolean }>(options: Option[]): Option[] {
  return options.map((option, index) => ({ ...option, correct: options.at(index - 1)?.correct === true }));
}

const HIDDEN_TEXTS = ['feedback', 'wrongVerdict', 'explanation', 'modelAnswer'];
const HIDDEN_LISTS = ['criteria', 'accept', 'answers'];
/** A number that no page holds by chance. */
const MARKED_NUMBER = 7_913_582;

/** The exercise with a marker in everything that nobody may see before an answer is graded. */
export function marked(exercise: Exercise): Exercise {
  const spec = exercise.type === 'number' ? { ...exercise, value: MARKED_NUMBER } : exercise;
  return JSON.parse(JSON.stringify(spec), (name, value: unknown) => {
    if (HIDDEN_TEXTS.includes(name) && typeof value === 'string') return `MARKE-${name}-${exercise.key}`;
    if (HIDDEN_LISTS.includes(name) && Array.isArray(value)) return value.map(() => `MARKE-${name}-${exercise.key}`);
    return value;
  });
}

/** The markers found in a text. */
export const markersIn = (text: string): string[] => text.match(/MARKE-[\w-]+|7[., ]?913[., ]?582/g) ?? [];
