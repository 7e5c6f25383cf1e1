import { untrack } from 'svelte';
import type { GradedPart } from '#domain/catalogue/exercise-types/exercise-type.ts';
import type { ExerciseState } from '#domain/learning/exercise-state.ts';
import { fetchSolution, outboxFor } from '../outbox-client.ts';
import { isRecord, placeOf, type OutboxEntry, type OutboxPlace } from '../outbox-entries.ts';
import type { Outcome, OutboxState } from '../outbox.ts';
import { enteredBefore, fieldsIn, firstOpenField, sameFields, valueIn } from './form-fields.ts';
import type { AnswerResult, FieldList, ShownExercise } from './exercise-props.ts';

/** After this a try that is still under way is called "not saved yet". */
const SLOW_MS = 3_000;
const LABEL_MAX_LENGTH = 70;

/** A graded part beside what the form holds now. */
export interface ShownPart extends GradedPart {
  /** Id of the element with its feedback, for aria-describedby. */
  element: string;
  /** The learner has changed it since. */
  stale: boolean;
}

/**
 * What happens to one exercise while its page is open; an island lives as long as its page, so nothing is taken down.
 * Make it while the component is made: it starts an effect.
 */
export class ExerciseSession {
  readonly exercise: ShownExercise;
  /** Fields that the form was rendered with. */
  readonly rendered: FieldList;
  state: ExerciseState;
  /** What the form holds now; it follows every input. */
  fields: FieldList = $state.raw([]);
  /** Null before scripts run. */
  outbox: OutboxState | null = $state.raw(null);
  /** Why the server will not take the answer. */
  refusal: string | null = $state.raw(null);
  /** A try is under way and still fresh. */
  busy = $state.raw(false);
  /** Whether scripts run here: extras may be shown. */
  ready = $state.raw(false);
  /** Why the solution cannot be shown now. */
  solutionProblem = $state.raw('');

  readonly #fieldsOf: (answer: unknown) => FieldList;
  readonly #shown: ((fields: FieldList) => void) | undefined;
  readonly #place: OutboxPlace;
  #slow: ReturnType<typeof setTimeout> | undefined;

  /** `shown` is told when the form must show other fields than those it was rendered with. */
  constructor(
    read: () => ShownExercise,
    fieldsOf: (answer: unknown) => FieldList,
    shown?: (fields: FieldList) => void,
  ) {
    const exercise = read();
    this.exercise = exercise;
    this.#fieldsOf = fieldsOf;
    this.#shown = shown;
    this.#place = { kind: 'answer', target: exercise.key, cohort: exercise.cohort };
    this.state = $state.raw(exercise.state);
    this.rendered = this.fields = exercise.state.given ?? fieldsOf(exercise.state.answer);
    // Read while the server's markup still stands.
    const entered = enteredBefore(exercise.anchor);
    $effect(() => untrack(() => this.#begin(entered)));
  }

  /** The learner's answer that has not got through. */
  get pending(): OutboxEntry | undefined {
    return this.outbox?.pending.findLast(this.#isMine);
  }

  /** Whether the learner has changed the answer since it began to wait. */
  get changed(): boolean {
    return this.pending !== undefined && !sameFields(this.pending.fields, this.fields);
  }

  /** What a field of one value holds now; empty if nothing. */
  value = (field: string): string => valueIn(this.fields, field);

  /** What is to be said of a part, or null; `field` and `value` tell whether the answer to it has changed since. */
  part(id: string, field?: string, value?: string): ShownPart | null {
    const part = this.state.grade?.parts.find((candidate) => candidate.id === id);
    if (part === undefined) return null;
    const stale =
      field !== undefined && valueIn(this.#fieldsOf(this.state.answer), field) !== (value ?? this.value(field));
    if (stale && (part.correct || part.feedback === null)) return null;
    return { ...part, element: `${this.exercise.anchor}-zu-${id}`, stale };
  }

  /** Follows what the learner enters. Plain `value` and one listener on the form instead of a binding for each control: lighter by 1 kB. */
  follow = (event: Event & { currentTarget: HTMLFormElement }): void => {
    this.fields = fieldsIn(event.currentTarget);
  };

  /** Sends the form without leaving the page. */
  submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const form = event.currentTarget;
    if (this.busy) return;
    // Some types change a field without an input that one could follow.
    this.fields = fieldsIn(form);
    const open = firstOpenField(form);
    this.state = { ...this.state, problem: open === null ? null : 'incomplete' };
    if (open !== null) return open.focus();
    const { label, task, person } = this.exercise;
    const title = `${label}: ${task.trim().replace(/\s+/g, ' ')}`;
    this.refusal = null;
    const entry = outboxFor(person).submit({
      ...this.#place,
      label: title.length > LABEL_MAX_LENGTH ? title.slice(0, LABEL_MAX_LENGTH).replace(/[\s,;:–]+\S*$/, '…') : title,
      fields: fieldsIn(form),
    });
    this.busy = entry !== null;
    clearTimeout(this.#slow);
    this.#slow = setTimeout(() => (this.busy = false), SLOW_MS);
  };

  /** Fetches the solution; true once it is there. */
  showSolution = async (): Promise<boolean> => {
    const { cohort, key } = this.exercise;
    const solution = await fetchSolution(cohort, key);
    const found = typeof solution !== 'string';
    this.solutionProblem = found ? '' : solution;
    if (found) this.state = { ...this.state, solution };
    return found;
  };

  #begin(entered: FieldList | null): void {
    this.ready = true;
    const outbox = outboxFor(this.exercise.person);
    const { pending, refused } = outbox.state();
    const refusal = refused.findLast(({ entry }) => this.#isMine(entry));
    this.refusal = refusal?.message ?? null;
    const kept = pending.findLast(this.#isMine) ?? refusal?.entry;
    const other = entered !== null && !sameFields(entered, this.rendered) ? entered : kept?.fields;
    if (other !== undefined) {
      this.fields = other;
      this.#shown?.(other);
    }
    outbox.subscribe((state) => {
      this.outbox = state;
      if (!state.sending || this.pending === undefined) this.busy = false;
    });
    outbox.onOutcome((outcome) => this.#hear(outcome));
  }

  #hear({ entry, result }: Outcome): void {
    if (!this.#isMine(entry)) return;
    this.busy = false;
    this.refusal = result.kind === 'refused' ? result.message : null;
    if (result.kind === 'refused' || !isRecord(result.data)) return;
    if (result.data['again'] === true) this.state = { ...this.state, problem: 'incomplete' };
    if (!isAnswerResult(result.data)) return;
    this.state = result.data.state;
    // As the server has read it ("9 Tage" is 9), unless it has been changed since.
    if (sameFields(entry.fields, this.fields)) this.fields = this.#fieldsOf(this.state.answer);
    document.dispatchEvent(new CustomEvent('dm:unit-progress', { detail: result.data.unit }));
  }

  #isMine = (entry: OutboxEntry): boolean => placeOf(entry) === placeOf(this.#place);
}

/** A light look at what our own server sends; a page older than the server may get something else. */
const isAnswerResult = (data: unknown): data is AnswerResult =>
  isRecord(data) && isRecord(data['state']) && typeof data['state']['tries'] === 'number' && isRecord(data['unit']);
