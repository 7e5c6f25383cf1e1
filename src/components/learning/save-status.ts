/** Says whether everything is saved: shows and fills what stands ready in the page. */
import { outboxFor } from './outbox-client.ts';
import { newestOf, type OutboxEntry } from './outbox-entries.ts';
import type { OutboxState } from './outbox.ts';
import { writeText } from './write-text.ts';

/** A try that goes through at once is not worth a word; what still waits after a moment is. */
const LATE_MS = 1_500;

const root = document.querySelector<HTMLElement>('.save');
const person = root?.dataset['person'] ?? '';
let late = false;
let timer: ReturnType<typeof setTimeout> | undefined;

function tell(state: OutboxState): void {
  const { refused, sending, signedOut, storageOk } = state;
  const pending = newestOf(state.pending);
  const waits = pending.length > 0;
  if (waits) timer ??= setTimeout(becomeLate, LATE_MS);
  else {
    clearTimeout(timer);
    timer = undefined;
    late = false;
  }
  const open = waits && late;
  const listed = open || refused.length > 0;
  const notSaved = `noch nicht gespeichert: ${pending.length} ${pending.length === 1 ? 'Eingabe' : 'Eingaben'}`;
  const text = root?.dataset['quiet'] !== undefined ? '' : waits ? 'wird gespeichert …' : 'alles gespeichert';
  writeText(part('said'), open ? notSaved + (signedOut ? ' – bitte wieder anmelden' : '') : waits ? '' : text);
  part('quiet')?.classList.remove('later');
  show('quiet', !listed && text !== '');
  writeText(part('text'), text);
  show('tick', !waits);
  show('open', listed);
  writeText(part('summary'), open ? notSaved : `nicht angenommen: ${refused.length}`);
  part('summary')?.parentElement?.classList.toggle('notice', open);
  show('signed-out', open && signedOut);
  show('kept', open && !signedOut && storageOk);
  show('loose', open && !signedOut && !storageOk);
  list('pending', open ? pending.map((entry) => [entry, '']) : []);
  show('send', open && !signedOut);
  if (!open || signedOut) show('in-vain', false);
  writeText(part('send'), sending ? 'Wird gesendet …' : 'Jetzt senden');
  part('send')?.setAttribute('aria-disabled', String(sending));
  show('refusals', refused.length > 0);
  list(
    'refused',
    refused.map(({ entry, message }) => [entry, message]),
  );
}

function becomeLate(): void {
  late = true;
  tell(outboxFor(person).state());
}

function part(name: string): HTMLElement | null {
  return root?.querySelector<HTMLElement>(`[data-part=${name}]`) ?? null;
}

function show(name: string, shown: boolean): void {
  const element = part(name);
  if (element) element.hidden = !shown;
}

/** Entries that have a message can be taken from the list. Built anew only if others are in it: the focus may be there. */
function list(name: string, items: [OutboxEntry, message: string][]): void {
  const element = part(name);
  const ids = items.map(([{ id }]) => id).join();
  show(name, ids !== '');
  if (!element || element.dataset['ids'] === ids) return;
  element.dataset['ids'] = ids;
  element.replaceChildren(
    ...items.map(([{ id, label }, message]) => {
      const item = document.createElement('li');
      item.append(label);
      const button = root?.querySelector('template')?.content.cloneNode(true);
      if (message === '' || button === undefined) return item;
      item.append(document.createElement('br'), `${message} `, button);
      item.lastElementChild?.addEventListener('click', () => outboxFor(person).dismiss(id));
      return item;
    }),
  );
}

part('send')?.addEventListener('click', async () => {
  const outbox = outboxFor(person);
  show('in-vain', false);
  await outbox.flush();
  show('in-vain', outbox.state().pending.length > 0 && !outbox.state().signedOut);
});
if (root) outboxFor(person).subscribe(tell);
