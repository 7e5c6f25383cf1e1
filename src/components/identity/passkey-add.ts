/** The form that adds a passkey: shown where the browser can, and loading its library when sent. */
import { callAction } from '../learning/call-action.ts';

const form = document.querySelector<HTMLFormElement>('.add-passkey');
const button = form?.querySelector('button');
const problem = form?.querySelector<HTMLElement>('[role=alert]');

if (form && 'PublicKeyCredential' in window) {
  form.hidden = false;
  document.querySelector('.no-passkey')?.remove();
}

form?.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (button?.disabled) return;
  button?.toggleAttribute('disabled', true);
  try {
    const { startRegistration } = await import('@simplewebauthn/browser');
    const started = await callAction('account.startPasskey', new FormData());
    if (!('data' in started)) return say(started.message);
    const answer = await startRegistration({ optionsJSON: JSON.parse(textIn(started.data, 'options')) }).catch(
      () => null,
    );
    if (answer === null)
      return say(
        'Es wurde kein Passkey angelegt. Vielleicht haben Sie abgebrochen, oder dieses Gerät hat schon einen.',
      );
    const sent = new FormData(form);
    sent.set('answer', JSON.stringify(answer));
    const added = await callAction('account.addPasskey', sent);
    if (!('data' in added)) return say(added.message);
    location.assign(textIn(added.data, 'goTo'));
  } catch {
    say('Der Server ist gerade nicht zu erreichen. Versuchen Sie es gleich noch einmal.');
  } finally {
    button?.toggleAttribute('disabled', false);
  }
});

function textIn(data: unknown, name: string): string {
  const value: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined;
  return typeof value === 'string' ? value : '';
}

function say(text: string): void {
  if (!problem) return;
  problem.textContent = text === '' ? 'Das hat gerade nicht geklappt. Versuchen Sie es noch einmal.' : text;
  problem.hidden = false;
}
