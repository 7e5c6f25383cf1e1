import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const FOLDER = 'src/components';

test('state is raw: the built runtime has no deep proxies', () => {
  const deep = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.svelte(\.ts)?$/.test(file))
    .filter((file) => /\$state(?!\.raw\b)/.test(readFileSync(join(FOLDER, file), 'utf8')));
  expect(deep).toEqual([]);
});
