import type { Finding } from './catalogue.ts';
import { closest } from './closest.ts';
import type { FindingCode } from './finding-code.ts';
import type { ReadFile, Reading } from './read-files.ts';
import { GUIDE_HEADINGS, ownWorkShare, type SessionSpec } from './session.ts';

/** Share of a session's working time that participants spend in groups or alone (content.md). */
const OWN_WORK_MIN_SHARE = 0.5;

/** Findings about live sessions and their guides: that they belong together, what prepares them, how their time is spent. */
export function checkSessions({ sessions, guides, units }: Reading): Finding[] {
  return [
    ...sessions.flatMap((session) =>
      checkSession(
        session,
        units.filter((unit) => unit.moduleId === session.moduleId),
      ),
    ),
    ...sessions.flatMap((session) => onlyTasksInUnits(session)),
    ...withoutCounterpart(sessions, guides, 'session-without-guide'),
    ...withoutCounterpart(guides, sessions, 'guide-without-session'),
    ...guides.flatMap((guide) => [...checkGuideHeadings(guide), ...onlyTasksInUnits(guide)]),
  ];
}

function withoutCounterpart(files: ReadFile<unknown>[], others: ReadFile<unknown>[], code: FindingCode): Finding[] {
  return files
    .filter((file) => !others.some((other) => other.key === file.key))
    .map(({ path, id, moduleId }) => ({ path, line: 1, code, values: { id, module: moduleId } }));
}

function checkSession({ value, path, lineOf }: ReadFile<SessionSpec>, units: ReadFile<unknown>[]): Finding[] {
  if (value === null) return [];
  const slugs = units.map((unit) => unit.id);
  const unknown = value.prepare.flatMap((id, index): Finding[] =>
    slugs.includes(id)
      ? []
      : [
          {
            path,
            line: lineOf(['prepare', index]),
            code: 'prepare-unknown',
            values: { id, known: closest(id, slugs) ?? slugs.join(', ') },
          },
        ],
  );
  if (ownWorkShare(value) >= OWN_WORK_MIN_SHARE) return unknown;
  const minutes = (forms: readonly string[]) =>
    String(value.agenda.filter((part) => forms.includes(part.form)).reduce((sum, part) => sum + part.minutes, 0));
  return [
    ...unknown,
    {
      path,
      line: lineOf(['agenda']),
      code: 'session-little-own-work',
      values: { session: value.title, own: minutes(['group', 'alone']), total: minutes(['group', 'alone', 'plenum']) },
    },
  ];
}

function checkGuideHeadings({ prose, path, text }: ReadFile<unknown>): Finding[] {
  if (prose === null) return [];
  const found = (code: FindingCode, line: number, heading: string): Finding => ({
    path,
    line,
    code,
    values: { heading, headings: GUIDE_HEADINGS.join(', ') },
  });
  const headings = prose.headings.filter(({ rank }) => rank === 2);
  const missing = GUIDE_HEADINGS.filter((wanted) => !headings.some((heading) => heading.text === wanted));
  const unknown = headings.filter((heading) => !GUIDE_HEADINGS.includes(heading.text));
  const known = headings.filter((heading) => GUIDE_HEADINGS.includes(heading.text));
  const wanted = GUIDE_HEADINGS.filter((heading) => !missing.includes(heading));
  const misplaced = known.find((heading, index) => heading.text !== wanted[index]);
  const lastLine = text.trimEnd().split('\n').length;
  return [
    ...missing.map((heading) => found('guide-heading-missing', lastLine, heading)),
    ...unknown.map((heading) => found('guide-heading-unknown', heading.line, heading.text)),
    ...(misplaced === undefined ? [] : [found('guide-heading-order', misplaced.line, misplaced.text)]),
  ];
}

function onlyTasksInUnits({ prose, path }: ReadFile<unknown>): Finding[] {
  return (prose?.components ?? [])
    .filter(({ name }) => name !== 'Drawing')
    .map(({ name, line }) => ({ path, line, code: 'component-here', values: { name } }));
}
