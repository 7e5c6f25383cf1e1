import { untrack } from 'svelte';
import type { GradedPart } from '#domain/catalogue/exercise-types/exercise-type.ts';
import type { ExerciseState } from '#domain/learning/exercise-state.ts';
import { fetchSolution, outboxFor } from '../outbox-client.ts';
import { isRecord, type OutboxEntry } from '../outbox-entries.ts';
import type { Outcome } from '../outbox.ts';
import { enteredBefore, fieldsIn, firstOpenField, sameFields } from './form-fields.ts';
import type { AnswerResult, ExerciseProps, FieldList } from './exercise-props.ts';

/** After this a try that is still under way is called "not saved yet". */
const SLOW_MS = 3_000;
const LABEL_MAX_LENGTH = 70;

/** A graded part beside what the form holds now; `stale` once the learner has changed it. */
export interface ShownPart extends GradedPart {
  stale: boolean;
}

/** What happens to one exercise while its page is open. Call it while the component is made: it starts an effect. */
export class ExerciseSession {
  state: ExerciseState = $state.raw({
    tries: 0,
    passed: false,
    answer: null,
    grade: null,
    solution: null,
    problem: null,
  });
  /** What the form's fields hold, one value each; it follows every input. */
  values: Readonly<Record<string, string>> = $state.raw({});
  /** What is ticked in a list of check boxes. */
  ticked: readonly string[] = $state.raw([]);
  /** The learner's answer that has not got through. */
  pending: OutboxEntry | null = $state.raw(null);
  /** Why the server will not take the answer. */
  refusal: string | null = $state(null);
  /** A try is under way and still fresh. */
  busy = $state(false);
  signedOut = $state(false);
  storageOk = $state(true);
  /** Whether scripts run here: extras may be shown. */
  ready = $state(false);
  /** Why the solution cannot be shown now. */
  solutionProblem: string | null = $state(null);

  readonly #read: () => ExerciseProps<unknown>;
  readonly #fieldsOf: (answer: unknown) => FieldList;
  readonly #shown: (fields: FieldList) => void;
  readonly #graded: Map<string, string> = $derived.by(() => new Map(this.#fieldsOf(this.state.answer)));
  #slow: ReturnType<typeof setTimeout> | undefined;

  /** `shown` is told when the form must show other fields than those it was rendered with. */
  constructor(
    read: () => ExerciseProps<unknown>,
    fieldsOf: (answer: unknown) => FieldList,
    shown: (fields: FieldList) => void = () => undefined,
  ) {
    this.#read = read;
    const props = read();
    this.#fieldsOf = fieldsOf;
    this.#shown = shown;
    this.state = props.state;
    const rendered = props.state.given ?? fieldsOf(props.state.answer);
    this.#fill(rendered);
    const entered = enteredBefore(props.anchor);
    $effect(() => this.#begin(rendered, entered));
  }

  get #props(): ExerciseProps<unknown> {
    return this.#read();
  }

  /** Fields that the form shows at first. */
  get fields(): FieldList {
    return this.#props.state.given ?? this.#fieldsOf(this.#props.state.answer);
  }

  /** What was said of a part; `field` and `value` tell whether the answer to it has changed since. */
  part(id: string, field?: string, value?: string): ShownPart | null {
    const part = this.state.grade?.parts.find((candidate) => candidate.id === id);
    if (part === undefined) return null;
    return { ...part, stale: field !== undefined && this.#graded.get(field) !== (value ?? this.values[field]) };
  }

  /** Follows what the learner enters. Plain `value` and one listener on the form instead of a binding for each control: lighter by 1 kB. */
  follow = (event: Event & { currentTarget: HTMLFormElement }): void => this.#fill(fieldsIn(event.currentTarget));

  /** Sends the form without leaving the page. */
  submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const form = event.currentTarget;
    if (this.busy) return;
    const open = firstOpenField(form);
    this.state = { ...this.state, problem: open === null ? null : 'incomplete' };
    if (open !== null) return open.focus();
    const { exercise, label, task, cohort } = this.#props;
    const title = `${label}: ${task.trim().replace(/\s+/g, ' ')}`;
    this.refusal = null;
    const entry = outboxFor(this.#props.person).submit({
      kind: 'answer',
      target: exercise,
      label: title.length > LABEL_MAX_LENGTH ? `${title.slice(0, LABEL_MAX_LENGTH)} …` : title,
      cohort,
      fields: fieldsIn(form),
    });
    this.busy = entry !== null;
    clearTimeout(this.#slow);
    this.#slow = setTimeout(() => (this.busy = false), SLOW_MS);
  };

  /** Fetches the solution; true once it is there. */
  showSolution = async (): Promise<boolean> => {
    const solution = await fetchSolution(this.#props.cohort, this.#props.exercise);
    if (typeof solution === 'string') {
      this.solutionProblem = solution;
      return false;
    }
    this.solutionProblem = null;
    this.state = { ...this.state, solution };
    return true;
  };

  #begin(rendered: FieldList, entered: FieldList | null): () => void {
    return untrack(() => {
      this.ready = true;
      const outbox = outboxFor(this.#props.person);
      const { pending, refused } = outbox.state();
      const waiting = pending.findLast((entry) => this.#isMine(entry));
      const refusal = refused.findLast(({ entry }) => this.#isMine(entry));
      this.refusal = refusal?.message ?? null;
      const kept = waiting ?? refusal?.entry;
      if (entered !== null && !sameFields(entered, rendered)) this.#show(entered);
      else if (kept !== undefined) this.#show(kept.fields);
      const stopState = outbox.subscribe((state) => {
        this.pending = state.pending.findLast((entry) => this.#isMine(entry)) ?? null;
        this.signedOut = state.signedOut;
        this.storageOk = state.storageOk;
        if (!state.sending || this.pending === null) this.busy = false;
      });
      const stopOutcome = outbox.onOutcome((outcome) => this.#hear(outcome));
      return () => {
        clearTimeout(this.#slow);
        stopState();
        stopOutcome();
      };
    });
  }

  #hear({ entry, result }: Outcome): void {
    if (!this.#isMine(entry)) return;
    this.busy = false;
    if (result.kind === 'refused') {
      this.refusal = result.message;
      return;
    }
    this.refusal = null;
    if (isRecord(result.data) && result.data['again'] === true) this.state = { ...this.state, problem: 'incomplete' };
    if (!isAnswerResult(result.data)) return;
    this.state = result.data.state;
    document.dispatchEvent(new CustomEvent('dm:unit-progress', { bubbles: true, detail: result.data.unit }));
  }

  #isMine = (entry: OutboxEntry): boolean =>
    entry.kind === 'answer' && entry.target === this.#props.exercise && entry.cohort === this.#props.cohort;

  #show(fields: FieldList): void {
    this.#fill(fields);
    this.#shown(fields);
  }

  #fill(fields: FieldList): void {
    this.values = Object.fromEntries(fields);
    this.ticked = fields.flatMap(([name, value]) => (name === 'answer' ? [value] : []));
  }
}

/** A light look at what our own server sends; a page older than the server may get something else. */
const isAnswerResult = (data: unknown): data is AnswerResult =>
  isRecord(data) && isRecord(data['state']) && typeof data['state']['tries'] === 'number' && isRecord(data['unit']);
