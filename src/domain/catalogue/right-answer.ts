import type { Exercise } from './exercise.ts';
import { opaqueId } from './opaque-id.ts';

/** An answer that passes with all points, in the shape of the exercise's type; for the demonstration and for tests. */
export function rightAnswer(exercise: Exercise): unknown {
  const id = (text: string) => opaqueId(exercise.key, text);
  switch (exercise.type) {
    case 'single-choice':
      return id(exercise.options.find((option) => option.correct)?.text ?? '');
    case 'multiple-choice':
      return exercise.options.filter((option) => option.correct).map((option) => id(option.text));
    case 'true-false':
      return { verdict: exercise.answer, reason: id(exercise.reasons.find((reason) => reason.correct)?.text ?? '') };
    case 'ordering':
      return exercise.items.map((item) => id(item.text));
    case 'matching':
      return Object.fromEntries(exercise.pairs.map((pair) => [id(pair.left), id(pair.right)]));
    case 'grouping':
      return Object.fromEntries(
        exercise.groups.flatMap((group) => group.items.map((item) => [id(item.text), id(group.name)])),
      );
    case 'cloze':
      return Object.fromEntries(
        Object.entries(exercise.gaps).map(([name, gap]) => [
          name,
          'options' in gap ? id(gap.options.find((option) => option.correct)?.text ?? '') : (gap.accept[0] ?? ''),
        ]),
      );
    case 'number':
      return { value: exercise.value, unit: exercise.unit };
    case 'free-text':
      return exercise.modelAnswer;
  }
}
