import type { Finding } from './catalogue.ts';
import { closest } from './closest.ts';
import type { FindingCode } from './finding-code.ts';
import type { ReadFile } from './read-files.ts';

/** Findings about things that units use by a component: missing, used twice, used nowhere. */
export function checkUse(
  users: ReadFile<unknown>[],
  things: ReadFile<unknown>[],
  { component, attribute, codes }: { component: string; attribute: string; codes: UseCodes },
): Finding[] {
  const used = new Map<string, string>();
  const findings: Finding[] = [];
  for (const user of users) {
    for (const { name, attributes, line } of user.prose?.components ?? []) {
      const id = attributes[attribute];
      if (name !== component || id === undefined || id === '') continue;
      const found = (code: FindingCode, values: Record<string, string>): Finding => ({
        path: user.path,
        line,
        code,
        values: { id, module: user.moduleId, ...values },
      });
      const key = `${user.moduleId}/${id}`;
      const ids = things.filter((thing) => thing.moduleId === user.moduleId).map((thing) => thing.id);
      const other = used.get(key);
      if (!ids.includes(id)) findings.push(found(codes.missing, { known: closest(id, ids) ?? ids.join(', ') }));
      else if (other !== undefined && codes.twice !== null) findings.push(found(codes.twice, { other }));
      else used.set(key, user.path);
    }
  }
  const unused = things.filter((thing) => !used.has(thing.key) && !isMentioned(thing, users));
  return [
    ...findings,
    ...unused.map((thing): Finding => ({ path: thing.path, line: 1, code: codes.unused, values: { id: thing.id } })),
  ];
}

interface UseCodes {
  missing: FindingCode;
  /** Null when a thing may be used more than once. */
  twice: FindingCode | null;
  unused: FindingCode;
}

/** A prose that cannot be read may still use the thing: one mistake shall not look like two. */
const isMentioned = (thing: ReadFile<unknown>, users: ReadFile<unknown>[]): boolean =>
  users.some((user) => user.prose === null && user.moduleId === thing.moduleId && user.text.includes(`"${thing.id}"`));
