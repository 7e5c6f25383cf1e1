/** A worksheet saves by itself while one writes. */
import { fieldsIn, valueIn } from './exercises/form-fields.ts';
import { outboxFor } from './outbox-client.ts';
import { placeOf, type OutboxEntry, type OutboxPlace } from './outbox-entries.ts';
import { writeText } from './write-text.ts';

const PAUSE_MS = 1_500;

for (const form of document.querySelectorAll<HTMLFormElement>('.worksheet form')) follow(form);

function follow(form: HTMLFormElement): void {
  const at = (name: string) => valueIn(fieldsIn(form), name);
  const place: OutboxPlace = { kind: 'worksheet', target: at('worksheet'), cohort: at('cohort') };
  const outbox = outboxFor(at('person'));
  const status = form.querySelector('.status');
  let saved = status?.querySelector('[data-words]')?.textContent ?? '';
  let refusal = '';
  /** Whether the learner has changed something since it last went to the outbox. */
  let edited = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isMine = (entry: OutboxEntry) => placeOf(entry) === placeOf(place);

  const tell = (): void => {
    const { pending, signedOut, storageOk } = outbox.state();
    const waits = edited || pending.some(isMine);
    const why = signedOut
      ? ' Bitte melden Sie sich wieder an, Ihr Text ist aufgehoben.'
      : storageOk
        ? ''
        : ' Bitte lassen Sie diese Seite offen.';
    const text = refusal !== '' ? `Nicht gespeichert. ${refusal}` : waits ? `Noch nicht gespeichert.${why}` : saved;
    const open = refusal !== '' || waits;
    status?.classList.toggle('open', open);
    writeText(status?.querySelector('[data-sign]'), text === '' ? '' : open ? '○' : '✓');
    writeText(status?.querySelector('[data-words]'), text);
    writeText(form.querySelector('[role=status]'), edited || (waits && refusal === '') ? '' : text);
  };

  const change = (): void => {
    edited = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
    tell();
  };

  const save = (): void => {
    clearTimeout(timer);
    if (!edited) return;
    edited = false;
    refusal = '';
    outbox.submit({ ...place, label: form.dataset['label'] ?? '', fields: fieldsIn(form) });
    tell();
  };

  const { pending, refused } = outbox.state();
  const refusedLast = refused.findLast(({ entry }) => isMine(entry));
  refusal = refusedLast?.message ?? '';
  // What was entered before scripts came, or restored by the browser, is newer than what waits in the outbox.
  if (controlsOf(form).some(isChanged)) change();
  else {
    for (const [name, value] of (pending.findLast(isMine) ?? refusedLast?.entry)?.fields ?? [])
      for (const control of controlsOf(form)) if (control.name === name) control.value = value;
  }
  outbox.subscribe(tell);
  outbox.onOutcome(({ entry, result }) => {
    if (!isMine(entry)) return;
    if (result.kind === 'refused') refusal = result.message;
    else saved = `gespeichert: ${timeIn(form.dataset['zone'])}`;
    tell();
  });
  form.addEventListener('input', change);
  form.addEventListener('focusout', save);
  addEventListener('pagehide', save);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    edited = true;
    save();
  });
}

/** "24. November, 14.05 Uhr", as the server writes it when the page comes anew. */
function timeIn(timeZone: string | undefined): string {
  const at = new Date();
  const day = at.toLocaleDateString('de-DE', { timeZone, day: 'numeric', month: 'long' });
  const time = at.toLocaleTimeString('de-DE', { timeZone, hour: 'numeric', minute: '2-digit' });
  return `${day}, ${time.replace(/^0(?=\d)/, '').replace(':', '.')} Uhr`;
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function controlsOf(form: HTMLFormElement): Control[] {
  return [...form.querySelectorAll<Control>('fieldset:enabled .input')];
}

function isChanged(control: Control): boolean {
  if (!(control instanceof HTMLSelectElement)) return control.value !== control.defaultValue;
  return control.value !== ([...control.options].find((option) => option.defaultSelected)?.value ?? '');
}
