// A process of its own that asks for the lightest thing again and again; an event loop that stands still cannot
// measure itself. Prints the longest wait for an answer in ms when it is told to end.
import { Agent, request } from 'node:http';

const [origin] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let longest = 0;

const ask = () =>
  new Promise((resolve) => {
    const begin = performance.now();
    const done = () => {
      longest = Math.max(longest, performance.now() - begin);
      setTimeout(resolve, 10);
    };
    request(`${origin}/robots.txt`, { agent }, (res) => res.resume().on('end', done))
      .on('error', done)
      .end();
  });

process.on('SIGTERM', () => {
  process.stdout.write(`${longest.toFixed(0)}\n`);
  process.exit(0);
});
for (;;) await ask();
