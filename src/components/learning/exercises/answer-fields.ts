/** Stored answers of each type as fields of its form: the way back from `read()`. Anything of another shape gives no fields. */
import { isRecord } from '../outbox-entries.ts';
import type { FieldList } from './exercise-props.ts';

/** One choice. */
export const choiceFields = (answer: unknown): FieldList => (typeof answer === 'string' ? [['answer', answer]] : []);

/** Several choices. */
export const choicesFields = (answer: unknown): FieldList => texts(answer).map((id) => ['answer', id]);

/** A verdict and its reason. */
export const verdictFields = (answer: unknown): FieldList =>
  isRecord(answer) && typeof answer['verdict'] === 'boolean' && typeof answer['reason'] === 'string'
    ? [
        ['verdict', String(answer['verdict'])],
        ['reason', answer['reason']],
      ]
    : [];

/** Ids in order, as places from 1. */
export const placeFields = (answer: unknown): FieldList =>
  texts(answer).map((id, index) => [`place-${id}`, String(index + 1)]);

/** Names with one value each, such as a gap and its word. */
export const pairFields =
  (prefix: 'group' | 'match' | 'gap') =>
  (answer: unknown): FieldList =>
    Object.entries(isRecord(answer) ? answer : {}).flatMap(([id, value]) =>
      typeof value === 'string' ? [[`${prefix}-${id}`, value]] : [],
    );

/** A number as Germans write it, and its unit. */
export const numberFields = (answer: unknown): FieldList =>
  isRecord(answer) && typeof answer['value'] === 'number' && typeof answer['unit'] === 'string'
    ? [
        // Without grouping, as most people type it.
        ['value', answer['value'].toLocaleString('de-DE', { useGrouping: false, maximumFractionDigits: 10 })],
        ['unit', answer['unit']],
      ]
    : [];

/** An own text. */
export const textFields = (answer: unknown): FieldList => (typeof answer === 'string' ? [['text', answer]] : []);

const texts = (answer: unknown): string[] =>
  Array.isArray(answer) ? answer.filter((part): part is string => typeof part === 'string') : [];
