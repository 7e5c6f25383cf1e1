/** Everything that signed-in pages need of scripts beside their islands: one file to ask for. Each part looks for its place in the page and rests if there is none. */
import './close-menus.ts';
import './complete-unit.ts';
import './save-status.ts';
import './sign-out.ts';
import './unit-edge.ts';
import './worksheet-form.ts';
