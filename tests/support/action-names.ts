import { readFileSync } from 'node:fs';

/** Names of all actions of the site, `area.action`, as the files below src/actions export them. */
export function actionNames(): string[] {
  const index = readFileSync('src/actions/index.ts', 'utf8');
  const areas = [...index.matchAll(/^import \* as (\w+) from '\.\/([\w-]+\.ts)';$/gm)];
  return areas.flatMap(([, area = '', file = '']) =>
    [...readFileSync(`src/actions/${file}`, 'utf8').matchAll(/^export const (\w+) = defineAction\(/gm)].map(
      ([, action = '']) => `${area}.${action}`,
    ),
  );
}
