import type { FieldList } from './exercise-props.ts';

/** Hidden fields say where an answer belongs and are no part of it. */
const ADDRESS_FIELDS = ['cohort', 'exercise', 'worksheet', 'person'];

/** All text fields of a form as they would be sent. */
export const fieldsIn = (form: HTMLFormElement): [string, string][] =>
  [...new FormData(form)].flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );

/** What the field of a name holds in a list; empty if it is not there. */
export const valueIn = (fields: FieldList, name: string): string =>
  fields.find(([candidate]) => candidate === name)?.[1] ?? '';

/** What the form inside an element holds before scripts take it over, restored by the browser or entered early; null if it is not there or cannot be changed. */
export function enteredBefore(anchor: string): FieldList | null {
  if (typeof document === 'undefined') return null;
  const form = document.querySelector(`#${CSS.escape(anchor)} form`);
  // Disabled controls are not in a form's data; nothing can have been entered there.
  return form instanceof HTMLFormElement && form.querySelector('fieldset:disabled') === null ? fieldsIn(form) : null;
}

/** Whether two lists hold the same answer, whatever the order; empty and address fields do not count. */
export function sameFields(a: FieldList, b: FieldList): boolean {
  const plain = (fields: FieldList) =>
    JSON.stringify(fields.filter(([name, value]) => value !== '' && !ADDRESS_FIELDS.includes(name)).toSorted());
  return plain(a) === plain(b);
}

/** The first control without an entry, or null when the form is complete. A group of choices needs one of them. */
export function firstOpenField(form: HTMLFormElement): HTMLElement | null {
  const fields = fieldsIn(form);
  const controls = [...form.querySelectorAll<HTMLInputElement>('fieldset [name]')];
  return controls.find(({ name }) => valueIn(fields, name).trim() === '') ?? null;
}
