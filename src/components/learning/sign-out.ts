/** Signing out asks first about what is not saved yet; then nothing of this person stays in the browser. */
import { outboxFor } from './outbox-client.ts';
import { newestOf } from './outbox-entries.ts';

const LAST_TRY_MS = 3_000;

const form = document.querySelector<HTMLFormElement>('.sign-out');
const dialog = document.querySelector<HTMLDialogElement>('.unsaved');
const outbox = () => outboxFor(form?.dataset['person'] ?? '');
let busy = false;

form?.addEventListener('submit', async (event) => {
  const { pending, refused } = outbox().state();
  if (pending.length + refused.length === 0) return outbox().discard();
  event.preventDefault();
  if (busy) return;
  wait(true);
  await Promise.race([outbox().flush(), new Promise((resolve) => setTimeout(resolve, LAST_TRY_MS))]);
  wait(false);
  ask();
});

function wait(waits: boolean): void {
  busy = waits;
  const button = form?.querySelector('button');
  button?.setAttribute('aria-disabled', String(waits));
  if (button) button.textContent = waits ? 'Wird noch gespeichert …' : 'Abmelden';
}

function ask(): void {
  const { pending, refused, signedOut } = outbox().state();
  const unsaved = newestOf([...refused.map(({ entry }) => entry), ...pending]);
  if (unsaved.length === 0) return leave();
  const many = unsaved.length === 1 ? 'Eine Eingabe ist' : `${unsaved.length} Eingaben sind`;
  dialog?.toggleAttribute('data-signed-out', signedOut);
  dialog?.querySelector('h2')?.replaceChildren(`${many} noch nicht gespeichert`);
  dialog?.querySelector('ul')?.replaceChildren(
    ...unsaved.map(({ label }) => {
      const item = document.createElement('li');
      item.append(label);
      return item;
    }),
  );
  dialog?.showModal();
}

/** submit() does not ask again. */
function leave(): void {
  outbox().discard();
  form?.submit();
}

dialog?.querySelector('[type=button]')?.addEventListener('click', leave);
