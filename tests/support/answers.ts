import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalogue } from '#domain/catalogue/catalogue.ts';
import { exerciseView, gradeAnswer, readAnswer, type Exercise } from '#domain/catalogue/exercise.ts';
import { opaqueId } from '#domain/catalogue/opaque-id.ts';
import { rightAnswer } from '#domain/catalogue/right-answer.ts';
import {
  choiceFields,
  choicesFields,
  numberFields,
  pairFields,
  placeFields,
  textFields,
  verdictFields,
} from '../../src/components/learning/exercises/answer-fields.ts';
import { ROOT } from './build.ts';

/** A form's fields in order. */
export type AnswerFields = (readonly [name: string, value: string])[];

/** The catalogue of the build under test. */
export function builtCatalogue(): Catalogue {
  return JSON.parse(readFileSync(join(ROOT, 'dist/catalogue.json'), 'utf8'));
}

/** The exercise, which must be there. */
export function exerciseOf(catalogue: Catalogue, key: string): Exercise {
  const exercise = catalogue.exercises[key];
  if (exercise === undefined) throw new Error(`no exercise ${key}`);
  return exercise;
}

/** A complete form that passes. */
export const rightFields = (exercise: Exercise): AnswerFields =>
  checked(exercise, fieldsOf(exercise, rightAnswer(exercise)), true);

/** A complete form that does not pass. */
export const wrongFields = (exercise: Exercise): AnswerFields =>
  checked(exercise, fieldsOf(exercise, wrongAnswer(exercise)), false);

/** The form with its last field left open, or with nothing at all where there is but one. */
export const incompleteFields = (exercise: Exercise): AnswerFields => {
  const fields = wrongFields(exercise);
  return fields.length === 1 || exercise.type === 'multiple-choice' ? [] : fields.slice(0, -1);
};

/** A wrong answer of which one part is right; null where an answer has one part only. */
export function partlyRightFields(exercise: Exercise): AnswerFields | null {
  const right = rightFields(exercise);
  const wrong = new Map(wrongFields(exercise));
  switch (exercise.type) {
    case 'true-false':
    case 'matching':
    case 'grouping':
    case 'cloze': {
      const mixed = right.map(([name, value], index): [string, string] => [
        name,
        index === 0 ? (wrong.get(name) ?? value) : value,
      ]);
      return checked(exercise, mixed, false);
    }
    case 'ordering': {
      const [first, second, ...rest] = right;
      if (first === undefined || second === undefined) return null;
      return checked(exercise, [[first[0], second[1]], [second[0], first[1]], ...rest], false);
    }
    case 'multiple-choice': {
      const wrongOption = exercise.options.find((option) => !option.correct);
      return wrongOption === undefined
        ? null
        : checked(exercise, [...right, ['answer', opaqueId(exercise.key, wrongOption.text)]], false);
    }
    default:
      return null;
  }
}

function fieldsOf(exercise: Exercise, answer: unknown): AnswerFields {
  const toFields = {
    'single-choice': choiceFields,
    'multiple-choice': choicesFields,
    'true-false': verdictFields,
    ordering: placeFields,
    matching: pairFields('match'),
    grouping: pairFields('group'),
    cloze: pairFields('gap'),
    number: numberFields,
    'free-text': textFields,
  }[exercise.type];
  const view = exerciseView(exercise);
  // A number with one unit has no field for it.
  return toFields(answer).filter(([name]) => !(name === 'unit' && view.type === 'number' && view.units.length === 1));
}

function wrongAnswer(exercise: Exercise): unknown {
  const id = (text: string) => opaqueId(exercise.key, text);
  switch (exercise.type) {
    case 'single-choice':
      return id(exercise.options.find((option) => !option.correct)?.text ?? '');
    case 'multiple-choice':
      return exercise.options.filter((option) => !option.correct).map((option) => id(option.text));
    case 'true-false':
      return { verdict: !exercise.answer, reason: id(exercise.reasons.find((reason) => !reason.correct)?.text ?? '') };
    case 'ordering':
      return exercise.items.map((item) => id(item.text)).reverse();
    case 'matching':
      return Object.fromEntries(
        exercise.pairs.map((pair, index) => [
          id(pair.left),
          id(exercise.pairs[(index + 1) % exercise.pairs.length]?.right ?? ''),
        ]),
      );
    case 'grouping':
      return Object.fromEntries(
        exercise.groups.flatMap((group, index) =>
          group.items.map((item) => [
            id(item.text),
            id(exercise.groups[(index + 1) % exercise.groups.length]?.name ?? ''),
          ]),
        ),
      );
    case 'cloze':
      return Object.fromEntries(
        Object.entries(exercise.gaps).map(([name, gap]) => [
          name,
          'options' in gap ? id(gap.options.find((option) => !option.correct)?.text ?? '') : 'Fehlanzeige',
        ]),
      );
    case 'number':
      return { value: exercise.value * 3 + 7, unit: exercise.unit };
    case 'free-text':
      return 'Zu kurz.';
  }
}

/** The fields, if they are what they should be: a test that sends something else would prove nothing. */
function checked(exercise: Exercise, fields: AnswerFields, passes: boolean): AnswerFields {
  const form = new Map<string, string[]>();
  for (const [name, value] of fields) form.set(name, [...(form.get(name) ?? []), value]);
  const read = readAnswer(exercise, form);
  if ('problem' in read) throw new Error(`${exercise.key}: fields are ${read.problem}`);
  if (gradeAnswer(exercise, read.answer)?.passed !== passes)
    throw new Error(`${exercise.key}: fields should ${passes ? '' : 'not '}pass`);
  return fields;
}
