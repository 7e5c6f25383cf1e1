import { execFileSync } from 'node:child_process';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import type { Exercise } from '#domain/catalogue/exercise.ts';
import { rightAnswer } from '#domain/catalogue/right-answer.ts';
import { CATALOGUE_FILE, loadCatalogue } from '#platform/catalogue-file.ts';
import { newId } from '#platform/random.ts';
import {
  choiceFields,
  choicesFields,
  numberFields,
  pairFields,
  placeFields,
  textFields,
  verdictFields,
} from '../../src/components/learning/exercises/answer-fields.ts';
import type { FieldList } from '../../src/components/learning/exercises/exercise-props.ts';
import { cpuSeconds, ROOT, signedInLearners, startSite, withDatabase, withDataDir, type Site } from './site.ts';
import { german, type Row } from './table.ts';

const LEARNERS = 200;
const ANSWERS_EACH = 15;

/** All learners answer exercises at the same time, each one after the other, as fast as the server confirms. */
export function measureLoad(): Promise<Row[]> {
  return withDataDir(async (dataDir) => {
    const site = await startSite(dataDir);
    try {
      execFileSync(process.execPath, [join(ROOT, 'src/cli.ts'), 'seed', '--learners', String(LEARNERS)], {
        cwd: ROOT,
        env: { ...process.env, DATA_DIR: dataDir },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const cookies = await signedInLearners(dataDir, LEARNERS);
      const exercises = Object.values(loadCatalogue(join(ROOT, CATALOGUE_FILE)).exercises);
      const stored = await attemptCount(dataDir);
      const agent = new Agent({ keepAlive: true });
      const millis: number[] = [];
      const cpu = cpuSeconds(site.child.pid);
      const begin = performance.now();
      await Promise.all(
        cookies.map((cookie, learner) => answerAll(site, agent, { cookie, exercises, learner, millis })),
      );
      const seconds = (performance.now() - begin) / 1000;
      agent.destroy();
      const confirmed = LEARNERS * ANSWERS_EACH;
      const added = (await attemptCount(dataDir)) - stored;
      millis.sort((a, b) => a - b);
      const within = (share: number) => `${german(millis[Math.ceil(millis.length * share) - 1] ?? 0)} ms`;
      return [
        { what: 'bestätigte Antworten', measured: `${german(confirmed / seconds)} je Sekunde` },
        { what: '– Wartezeit: Hälfte, 95 %, längste', measured: `${within(0.5)}, ${within(0.95)}, ${within(1)}` },
        {
          what: '– CPU-Zeit je Antwort',
          measured: `${german(((cpuSeconds(site.child.pid) - cpu) / confirmed) * 1e6)} µs`,
        },
        {
          what: `– in der Datenbank von ${german(confirmed)}`,
          measured: german(added),
          demanded: german(confirmed),
          met: added === confirmed,
        },
      ];
    } finally {
      await site.stop();
    }
  });
}

async function answerAll(
  site: Site,
  agent: Agent,
  of: { cookie: string; exercises: readonly Exercise[]; learner: number; millis: number[] },
): Promise<void> {
  for (let turn = 0; turn < ANSWERS_EACH; turn += 1) {
    const exercise = of.exercises[(of.learner + turn) % of.exercises.length];
    if (exercise === undefined) continue;
    const form = new URLSearchParams([
      ['cohort', 'demo'],
      ['exercise', exercise.key],
      ['attempt', newId()],
      ...fieldsOf(exercise).map(([name, value]) => [name, value]),
    ]);
    const begin = performance.now();
    await post(site, agent, of.cookie, form.toString());
    of.millis.push(performance.now() - begin);
  }
}

function fieldsOf(exercise: Exercise): FieldList {
  const answer = rightAnswer(exercise);
  switch (exercise.type) {
    case 'single-choice':
      return choiceFields(answer);
    case 'multiple-choice':
      return choicesFields(answer);
    case 'true-false':
      return verdictFields(answer);
    case 'ordering':
      return placeFields(answer);
    case 'matching':
      return pairFields('match')(answer);
    case 'grouping':
      return pairFields('group')(answer);
    case 'cloze':
      return pairFields('gap')(answer);
    case 'number':
      return numberFields(answer);
    case 'free-text':
      return textFields(answer);
  }
}

/** Sends an answer as the page's script does; resolves when it is confirmed, throws when it is not. */
function post(site: Site, agent: Agent, cookie: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      cookie,
      origin: site.origin,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
    };
    const req = request(`${site.origin}/_actions/learning.submitAnswer`, { method: 'POST', agent, headers }, (res) => {
      let text = '';
      res.on('data', (chunk: Buffer) => (text += chunk.toString()));
      res.on('end', () =>
        res.statusCode === 200
          ? resolve()
          : reject(new Error(`answer was not taken: ${res.statusCode} ${text.slice(0, 300)}`)),
      );
    });
    // The server may close an idle connection just as something is sent; sent again it counts once.
    req.on('error', (error) => (req.reusedSocket ? resolve(post(site, agent, cookie, body)) : reject(error)));
    req.end(body);
  });
}

function attemptCount(dataDir: string): Promise<number> {
  return withDatabase(dataDir, async ({ reader }) =>
    Number((await reader.execute('select count(*) as n from attempt')).rows[0]?.['n']),
  );
}
