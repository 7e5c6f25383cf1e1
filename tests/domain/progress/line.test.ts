import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '#domain/catalogue/read-catalogue.ts';
import type { DatedSession } from '#domain/cohorts/dated-session.ts';
import { lineOf, type AttendanceStatus, type LearningFacts, type Line, type Station } from '#domain/progress/line.ts';
import { ANFANG_EXERCISES } from '../../support/fixture-answers.ts';
import { edited, validCourse, type Edit } from '../../support/course-tree.ts';

const NOW = new Date('2026-11-24T09:00:00Z');
const HOUR_MS = 3_600_000;
const ONE_MS = 1 / HOUR_MS;
const catalogueWith = (edits: readonly Edit[]) => readCatalogue(edited(validCourse(), edits), '').catalogue;
const course = catalogueWith([]);

/** A session of three hours that begins some hours from NOW. */
const session = (
  id: string,
  sessionKey: string | null,
  startsInHours: number,
  title: string | null = null,
): DatedSession => ({
  id,
  sessionKey,
  title,
  startsAt: new Date(NOW.getTime() + startsInHours * HOUR_MS),
  endsAt: new Date(NOW.getTime() + (startsInHours + 3) * HOUR_MS),
  mode: 'onsite',
  place: null,
});
const workshop = (startsInHours: number) => session('workshop', 'muster/werkstatt', startsInHours);
const WORKSHOP = workshop(48);
const MEETING = session('meeting', 'spaeter/kennenlernen', -48);

/** What can be recorded of a learner, one by one. */
type Fact =
  | { kind: 'completion'; unit: string }
  | { kind: 'attempt'; exercise: string; passed: boolean }
  | { kind: 'visit'; unit: string }
  | { kind: 'attendance'; session: string; status: AttendanceStatus };
const completion = (unit: string): Fact => ({ kind: 'completion', unit: `muster/${unit}` });
const attempt = (exercise: string, passed: boolean): Fact => ({
  kind: 'attempt',
  exercise: `muster/${exercise}`,
  passed,
});
const visit = (unit: string): Fact => ({ kind: 'visit', unit: `muster/${unit}` });
const attendance = (id: string, status: AttendanceStatus): Fact => ({ kind: 'attendance', session: id, status });
const ANFANG_PASSED = ANFANG_EXERCISES.map((exercise): Fact => ({ kind: 'attempt', exercise, passed: true }));
const ALL_UNITS = [completion('anfang'), completion('weiter'), completion('lesen')];

/** Facts as the tables hold them: a session's attendance is one row, all others are only added. */
function recorded(facts: readonly Fact[]): LearningFacts {
  const exercises = new Map<string, { passed: boolean }>();
  for (const fact of facts)
    if (fact.kind === 'attempt')
      exercises.set(fact.exercise, { passed: fact.passed || exercises.get(fact.exercise)?.passed === true });
  return {
    completedUnits: new Set(facts.flatMap((fact) => (fact.kind === 'completion' ? fact.unit : []))),
    exercises,
    anchors: new Map(
      facts.flatMap((fact): [string, string][] => (fact.kind === 'visit' ? [[fact.unit, 'die-idee']] : [])),
    ),
    attendance: new Map(
      facts.flatMap((fact): [string, AttendanceStatus][] =>
        fact.kind === 'attendance' ? [[fact.session, fact.status]] : [],
      ),
    ),
  };
}

function line(
  facts: readonly Fact[],
  dated: readonly DatedSession[] = [WORKSHOP, MEETING],
  programme = 'ganz',
  catalogue = course,
): Line {
  const found = catalogue.programmes[programme];
  if (found === undefined) throw new Error(`no programme ${programme}`);
  return lineOf(found, catalogue, dated, recorded(facts), NOW);
}
const stationsOf = (of: Line): Station[] => [...of.modules.flatMap((module) => module.stations), ...of.further];
const states = (of: Line) => stationsOf(of).map((station) => `${station.key} ${station.state}`);
const unitOf = (of: Line, slug: string) =>
  stationsOf(of).find((station) => station.kind === 'unit' && station.key === `muster/${slug}`);

describe('a unit on the line', () => {
  const table: [string, Fact[], string][] = [
    ['is open at first', [], 'open'],
    ['is started by a visit', [visit('anfang')], 'started'],
    ['is started by a wrong answer', [attempt('begriffe', false)], 'started'],
    ['is not done by answers alone', ANFANG_PASSED, 'started'],
    ['is done when it was completed', [completion('anfang')], 'done'],
    ['stays done whatever is tried later', [completion('anfang'), attempt('begriffe', false), visit('anfang')], 'done'],
    ['is open while only others are begun', [visit('weiter'), completion('lesen')], 'open'],
  ];
  it.each(table)('%s', (_name, facts, state) => expect(unitOf(line(facts), 'anfang')?.state).toBe(state));

  it('counts required exercises that are passed', () => {
    const facts = [attempt('begriffe', true), attempt('merkmale', false), attempt('kurz', true)];
    expect(unitOf(line(facts), 'anfang')).toMatchObject({
      passed: 1,
      required: 5,
      minutes: 10,
      title: 'Der Anfang',
      anchor: null,
    });
  });

  it('stays done when a required exercise is added to it later', () => {
    const more = catalogueWith([
      {
        file: 'courses/muster/units/01-anfang.mdx',
        find: '## Kurz gesagt',
        replace: '<Exercise id="zusatz" />\n\n## Kurz gesagt',
      },
      {
        file: 'courses/muster/exercises/zusatz.yaml',
        text: 'type: number\ntask: Wie viele?\nminutes: 1\nvalue: 3\nunit: Karten\nfeedback: Zählen Sie.\n',
      },
    ]);
    expect(unitOf(line([completion('anfang'), ...ANFANG_PASSED], [], 'ganz', more), 'anfang')).toMatchObject({
      state: 'done',
      passed: 5,
      required: 6,
    });
  });
});

describe('a session on the line', () => {
  const begins: [string, number, string][] = [
    ['an hour before it', 1, 'upcoming'],
    ['a millisecond before it', ONE_MS, 'upcoming'],
    ['at its beginning', 0, 'running'],
    ['a millisecond before its end', -3 + ONE_MS, 'running'],
    ['at its end', -3, 'past'],
    ['a day later', -24, 'past'],
  ];
  it.each(begins)('%s, with nothing recorded', (_name, startsInHours, state) => {
    expect(states(line([], [workshop(startsInHours)]))).toContain(`muster/werkstatt ${state}`);
  });

  const statuses: [AttendanceStatus, string, number][] = [
    ['present', 'attended', 1],
    ['late', 'attended', 1],
    ['excused', 'excused', 0],
    ['absent', 'absent', 0],
  ];
  it.each(statuses)('recorded as %s is %s, before, while and after it', (status, state, attended) => {
    for (const startsInHours of [-48, -1, 48]) {
      const found = line([attendance('workshop', status)], [workshop(startsInHours)]);
      expect(states(found)).toContain(`muster/werkstatt ${state}`);
      expect(found.sessions.attended).toBe(attended);
    }
  });

  it('without a date follows later', () => expect(states(line([], []))).toContain('muster/werkstatt undated'));

  it('on two dates stands there twice, in order', () => {
    const found = line([], [session('second', 'muster/werkstatt', 50), session('first', 'muster/werkstatt', 40)]);
    expect(
      stationsOf(found).flatMap((station) => (station.kind === 'session' && station.live ? station.live.id : [])),
    ).toEqual(['first', 'second']);
    expect(found.sessions.total).toBe(3);
  });

  it('has its own title, else the one of its description', () => {
    const found = line([], [WORKSHOP, session('talk', null, 5, 'Gespräch mit der Kammer')]);
    expect(found.modules[0]?.stations.at(-1)?.title).toBe('Werkstatt');
    expect(found.further).toMatchObject([{ key: 'talk', title: 'Gespräch mit der Kammer', state: 'upcoming' }]);
  });

  it('of a module that is not in the programme stands after the line', () => {
    const found = line([], [session('extra', 'anderes/modul', 5)]);
    expect(found.further.map(({ key }) => key)).toEqual(['anderes/modul']);
    expect(found.sessions.total).toBe(3);
  });
});

describe('the next step', () => {
  const table: [string, Fact[], DatedSession[], string | null][] = [
    ['is the first unit', [], [WORKSHOP], 'muster/anfang'],
    ['is the first unit even while a session runs', [], [workshop(-1)], 'muster/anfang'],
    [
      'is the first unit not done, though a later one is begun',
      [completion('anfang'), visit('lesen')],
      [WORKSHOP],
      'muster/weiter',
    ],
    ['is the gap when later units are done', [completion('weiter'), completion('lesen')], [WORKSHOP], 'muster/anfang'],
    ['is the next session after all units', ALL_UNITS, [WORKSHOP], 'muster/werkstatt'],
    [
      'is the earlier of two sessions',
      ALL_UNITS,
      [WORKSHOP, session('soon', 'spaeter/kennenlernen', 5)],
      'spaeter/kennenlernen',
    ],
    ['is none when all is behind', ALL_UNITS, [workshop(-9), MEETING], null],
    ['is none when only undated sessions are left', ALL_UNITS, [], null],
  ];
  it.each(table)('%s', (_name, facts, dated, key) => expect(line(facts, dated).next?.key ?? null).toBe(key));

  it('leads to the place of the last visit', () =>
    expect(line([visit('anfang')]).next).toMatchObject({ anchor: 'die-idee' }));
  it('is the one unit of a programme that has no other', () =>
    expect(line([], [], 'auswahl').next?.key).toBe('muster/lesen'));
});

describe('a module on the line', () => {
  const table: [string, Fact[], DatedSession[], boolean][] = [
    [
      'is not done while a unit is open',
      [completion('anfang'), completion('weiter'), attendance('workshop', 'present')],
      [WORKSHOP],
      false,
    ],
    ['is not done while its session is to come', ALL_UNITS, [WORKSHOP], false],
    ['is not done while its session has no date', ALL_UNITS, [], false],
    ['is not done a millisecond before its session is over', ALL_UNITS, [workshop(-3 + ONE_MS)], false],
    ['is done when its session is over', ALL_UNITS, [workshop(-3)], true],
    ['is done with an excuse', [...ALL_UNITS, attendance('workshop', 'excused')], [WORKSHOP], true],
  ];
  it.each(table)('%s', (_name, facts, dated, done) => expect(line(facts, dated).modules[0]?.done).toBe(done));

  it('in preparation says so', () =>
    expect(line([]).modules.map(({ id, inPreparation }) => [id, inPreparation])).toEqual([
      ['muster', false],
      ['spaeter', true],
    ]));
});

const fact: fc.Arbitrary<Fact> = fc.oneof(
  fc.constantFrom('anfang', 'weiter', 'lesen', 'gone').map(completion),
  fc
    .tuple(fc.constantFrom('begriffe', 'merkmale', 'stimmt-das', 'kurz', 'rechnen', 'gone'), fc.boolean())
    .map(([exercise, passed]) => attempt(exercise, passed)),
  fc.constantFrom('anfang', 'weiter', 'lesen').map(visit),
  // One status for a session: it is a row that a trainer corrects, not one more fact.
  fc
    .constantFrom<[string, AttendanceStatus]>(
      ['workshop', 'present'],
      ['meeting', 'late'],
      ['soon', 'absent'],
      ['extra', 'excused'],
      ['gone', 'present'],
    )
    .map(([id, status]) => attendance(id, status)),
);
const facts = fc.array(fact, { maxLength: 15 });
const dated = fc.shuffledSubarray([
  WORKSHOP,
  MEETING,
  session('soon', 'muster/werkstatt', 1),
  session('twin', 'muster/werkstatt', 1),
  session('extra', null, -1),
]);
const programme = fc.constantFrom('ganz', 'auswahl');
const withShuffled = <Item>(items: fc.Arbitrary<Item[]>) =>
  items.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));

describe('for all facts', () => {
  it('their order does not matter, nor the order of the sessions', () => {
    fc.assert(
      fc.property(withShuffled(facts), withShuffled(dated), programme, ([one, other], [plan, shuffled], which) => {
        expect(line(other, shuffled, which)).toEqual(line(one, plan, which));
      }),
    );
  });

  it('one that is recorded twice changes nothing', () => {
    fc.assert(
      fc.property(facts, dated, programme, fc.nat(), (all, plan, which, at) => {
        const again = all.slice(at % (all.length + 1), (at % (all.length + 1)) + 1);
        expect(line([...all, ...again], plan, which)).toEqual(line(all, plan, which));
      }),
    );
  });

  it('progress never falls by one more: units done, sessions attended, passed exercises of each unit', () => {
    const passed = (of: Line) => stationsOf(of).map((station) => (station.kind === 'unit' ? station.passed : 0));
    fc.assert(
      fc.property(facts, fact, dated, programme, (all, more, plan, which) => {
        const before = line(all, plan, which);
        const after = line([...all, more], plan, which);
        expect(after.units.done).toBeGreaterThanOrEqual(before.units.done);
        expect(after.sessions.attended).toBeGreaterThanOrEqual(before.sessions.attended);
        expect(passed(after).every((count, index) => count >= (passed(before)[index] ?? 0))).toBe(true);
        expect([after.units.total, after.sessions.total]).toEqual([before.units.total, before.sessions.total]);
      }),
    );
  });

  it('a module that is done stays done by one more', () => {
    fc.assert(
      fc.property(facts, fact, dated, (all, more, plan) => {
        const after = line([...all, more], plan).modules;
        for (const [index, { done }] of line(all, plan).modules.entries())
          expect(!done || after[index]?.done === true).toBe(true);
      }),
    );
  });

  it('the next step is never a completed unit nor a session that is over, and there is none only when nothing is left', () => {
    const isLeft = (station: Station) =>
      station.kind === 'unit' ? station.state !== 'done' : station.state === 'upcoming' || station.state === 'running';
    fc.assert(
      fc.property(facts, dated, programme, (all, plan, which) => {
        const found = line(all, plan, which);
        expect(found.next === null ? !stationsOf(found).some(isLeft) : isLeft(found.next)).toBe(true);
      }),
    );
  });
});
