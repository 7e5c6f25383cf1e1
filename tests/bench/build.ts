import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withGeneratedProject } from './generated-project.ts';
import { memoryOf, ROOT } from './site.ts';
import { german, type Row } from './table.ts';

const SIZES = [10, 100, 500];
const SAMPLE_MS = 50;

interface Built {
  units: number;
  seconds: number;
  peakMb: number;
}

/** Time and peak memory of building 10, 100 and 500 units, each against what would be linear. */
export async function measureBuild(): Promise<Row[]> {
  const built: Built[] = [];
  for (const units of SIZES) {
    const { seconds, peakMb } = await withGeneratedProject(units, (root) => build(root));
    built.push({ units, seconds, peakMb });
  }
  const smallest = built[0];
  if (smallest === undefined) return [];
  return built.map(({ units, seconds, peakMb }): Row => {
    const figures = `${german(seconds, 1)} s, ${german(peakMb)} MB`;
    if (units === smallest.units) return { what: `${units} Einheiten`, measured: figures };
    const times = units / smallest.units;
    const timeRatio = seconds / smallest.seconds / times;
    const memoryRatio = peakMb / smallest.peakMb / times;
    return {
      what: `${units} Einheiten`,
      measured: `${figures}; linear wäre 1, es sind ${german(timeRatio, 2)} und ${german(memoryRatio, 2)}`,
      demanded: '≤ 1',
      met: timeRatio <= 1 && memoryRatio <= 1,
    };
  });
}

async function build(root: string): Promise<{ seconds: number; peakMb: number }> {
  const begin = performance.now();
  const child = spawn(process.execPath, [join(ROOT, 'src/cli.ts'), 'build', '--root', root], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peakMb = 0;
  const timer = setInterval(() => {
    peakMb = Math.max(
      peakMb,
      familyOf(child).reduce((sum, pid) => sum + (memoryOf(pid).now || 0), 0),
    );
  }, SAMPLE_MS);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  clearInterval(timer);
  if (code !== 0) throw new Error(`build ended with ${code}`);
  return { seconds: (performance.now() - begin) / 1000, peakMb };
}

/** The process and all below it. */
function familyOf({ pid }: ChildProcess): number[] {
  if (pid === undefined || !existsSync('/proc')) return [];
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // Ended meanwhile.
    }
  }
  const family = [pid];
  for (const member of family) for (const [each, parent] of parents) if (parent === member) family.push(each);
  return family;
}
