/** The end of a unit follows what is passed, and completing waits for unsent answers. */
import { exerciseAnchor } from '../../paths.ts';
import { outboxFor } from './outbox-client.ts';

const FLUSH_MAX_MS = 4_000;
const section = document.querySelector<HTMLElement>('#abschluss');
const form = section?.querySelector('form');

document.addEventListener('dm:unit-progress', (event) => {
  if (!(event instanceof CustomEvent) || !section) return;
  const { passed, missing }: { passed: number; missing: string[] } = event.detail;
  const count = section.querySelector('[data-passed]');
  if (count) count.textContent = String(passed);
  const bar = section.querySelector('progress');
  if (bar) bar.value = passed;
  const list = section.querySelector<HTMLElement>('[data-missing]');
  if (!list) return;
  const open = new Set(missing.map((key) => `#${exerciseAnchor(key)}`));
  const links = [...list.querySelectorAll('a')].filter((link) => open.has(link.hash));
  list.hidden = links.length === 0;
  list.replaceChildren('Es fehlen noch: ', ...links.flatMap((link, index) => (index > 0 ? [', ', link] : [link])), '.');
});

form?.addEventListener('submit', async (event) => {
  const outbox = outboxFor(section?.dataset['person'] ?? '');
  if (outbox.state().pending.length === 0 && navigator.onLine) return;
  event.preventDefault();
  await Promise.race([outbox.flush(), new Promise((resolve) => setTimeout(resolve, FLUSH_MAX_MS))]);
  if (outbox.state().pending.length === 0 && navigator.onLine) return form.submit();
  const waiting = section?.querySelector<HTMLElement>('[data-waiting]');
  if (waiting) waiting.hidden = false;
});
