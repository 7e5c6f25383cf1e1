import type { Finding } from './catalogue.ts';
import { checkSvg } from './check-svg.ts';
import type { Reading } from './read-files.ts';
import { checkUse } from './references.ts';

/** Findings about drawings: each file is shown somewhere, exists, and is safe to stand inside a page. */
export function checkDrawings({ assets, units, sessions, guides }: Reading): Finding[] {
  const users = [...units, ...sessions, ...guides];
  const codes = { missing: 'drawing-missing', twice: null, unused: 'asset-unused' } as const;
  return [
    ...assets.flatMap((asset) => checkSvg(asset.path, asset.text)),
    ...checkUse(users, assets, { component: 'Drawing', attribute: 'file', codes }),
  ];
}
