/** Shows where one is in a unit and remembers it, so that coming back leads there. */
const SETTLE_MS = 1_500;
const edge = document.querySelector<HTMLElement>('.edge');
const links = [...(edge?.querySelectorAll('a') ?? [])];
let anchor = '';
let sent = '';
let timer: ReturnType<typeof setTimeout> | undefined;

/** One is at the last heading, exercise or worksheet whose beginning is above the middle of the window. */
function look(): void {
  let place = '';
  let heading = '';
  for (const mark of document.querySelectorAll<HTMLElement>('.reading > h2[id], .reading section.panel[id]')) {
    if (mark.getBoundingClientRect().top > innerHeight / 2) continue;
    place = mark.id;
    if (mark.tagName === 'H2') heading = mark.id;
  }
  const here = links.findIndex((link) => link.hash === `#${heading}`);
  links.forEach((link, index) => {
    link.toggleAttribute('data-passed', index < here);
    if (index === here) link.setAttribute('aria-current', 'location');
    else link.removeAttribute('aria-current');
  });
  if (place === anchor) return;
  anchor = place;
  clearTimeout(timer);
  timer = setTimeout(remember, SETTLE_MS);
}

function remember(): void {
  if (edge?.dataset['records'] === undefined || anchor === '' || anchor === sent) return;
  const form = new FormData();
  form.set('cohort', edge.dataset['cohort'] ?? '');
  form.set('unit', edge.dataset['unit'] ?? '');
  form.set('anchor', anchor);
  sent = anchor;
  // Losing a place is no loss: the next one is sent again.
  fetch('/_actions/learning.recordVisit', { method: 'POST', body: form, keepalive: true }).catch(() => (sent = ''));
}

if (edge) {
  // Once in a frame is enough, however often a scroll is told.
  let frame = 0;
  const lookSoon = (): void => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(look);
  };
  addEventListener('scroll', lookSoon, { passive: true });
  addEventListener('pagehide', remember);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) remember();
  });
  look();
}

export {};
