/** The button for passkeys on the sign-in page: shown where the browser can, and loading its library when pressed. */
const block = document.querySelector<HTMLElement>('.passkey');
const button = block?.querySelector('button');
const problem = block?.querySelector<HTMLElement>('[role=alert]');

if (block && 'PublicKeyCredential' in window) block.hidden = false;

button?.addEventListener('click', async () => {
  button.disabled = true;
  try {
    const { startAuthentication } = await import('@simplewebauthn/browser');
    const options = await post(new FormData());
    if (!options.ok) return say('Das hat gerade nicht geklappt. Versuchen Sie es in ein paar Minuten noch einmal.');
    const answer = await startAuthentication({ optionsJSON: await options.json() }).catch(() => null);
    if (answer === null)
      return say('Es wurde kein Passkey ausgewählt. Versuchen Sie es noch einmal oder melden Sie sich anders an.');
    const form = new FormData();
    form.set('answer', JSON.stringify(answer));
    const signedIn = await post(form);
    if (!signedIn.ok)
      return say('Diesen Passkey kennen wir nicht, oder er wurde entfernt. Bitte melden Sie sich anders an.');
    location.assign(block?.dataset['goto'] ?? '/');
  } catch {
    say('Der Server ist gerade nicht zu erreichen. Versuchen Sie es gleich noch einmal.');
  } finally {
    button.disabled = false;
  }
});

const post = (body: FormData) => fetch(block?.dataset['post'] ?? '', { method: 'POST', body });

function say(text: string): void {
  if (!problem) return;
  problem.textContent = text;
  problem.hidden = false;
}
