import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Programme } from '../catalogue/programme.ts';
import type { DatedSession } from '../cohorts/dated-session.ts';
import { unitProgress } from '../learning/unit-progress.ts';

export type AttendanceStatus = 'present' | 'late' | 'excused' | 'absent';

/** All that is recorded about one learner in one cohort; the order of entries means nothing. */
export interface LearningFacts {
  /** Keys of completed units. */
  completedUnits: ReadonlySet<string>;
  /** Keys of exercises that were tried, and whether one try passed. */
  exercises: ReadonlyMap<string, { passed: boolean }>;
  /** Unit key → where the learner was last. */
  anchors: ReadonlyMap<string, string>;
  /** Live session id → status. */
  attendance: ReadonlyMap<string, AttendanceStatus>;
}

export interface UnitStation {
  kind: 'unit';
  key: string;
  title: string;
  minutes: number;
  state: 'open' | 'started' | 'done';
  /** Required exercises. */
  passed: number;
  required: number;
  /** Where to go on; null at the beginning. */
  anchor: string | null;
}

export interface SessionStation {
  kind: 'session';
  /** `module/id`, or the live session's id outside of modules. */
  key: string;
  title: string;
  live: DatedSession | null;
  /** `past` is over and nothing was recorded; `undated` has no date yet. */
  state: 'undated' | 'upcoming' | 'running' | 'past' | 'attended' | 'excused' | 'absent';
}

export type Station = UnitStation | SessionStation;

export interface LineModule {
  id: string;
  title: string;
  hue: number;
  inPreparation: boolean;
  stations: Station[];
  /** Every unit is completed and every session is over, attended or excused. */
  done: boolean;
}

/** A learner's way through a cohort: everything is computed from facts, files and dates. */
export interface Line {
  modules: LineModule[];
  /** Sessions of the cohort that belong to no module on the line. */
  further: SessionStation[];
  /** The one next thing to do: the first unit not completed, else the next session, else nothing. */
  next: Station | null;
  /** The next session that is not over. */
  nextSession: SessionStation | null;
  units: { done: number; total: number };
  /** Sessions attended of those on the line. */
  sessions: { attended: number; total: number };
}

const isAttended = (status: AttendanceStatus | undefined) => status === 'present' || status === 'late';

/** The line of one learner. */
export function lineOf(
  programme: Programme,
  catalogue: Catalogue,
  dated: readonly DatedSession[],
  facts: LearningFacts,
  now: Date,
): Line {
  const byDate = [...dated].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (a.id < b.id ? -1 : 1));
  const session = (live: DatedSession | null, key: string): SessionStation => ({
    kind: 'session',
    key,
    title: live?.title ?? catalogue.sessions[key]?.title ?? key,
    live,
    state: sessionState(live, facts, now),
  });
  const modules = programme.line.map(({ moduleId, stations }): LineModule => {
    const module = catalogue.modules[moduleId];
    const own = stations.flatMap((station): Station[] => {
      if (station.kind === 'unit') return unitStation(catalogue, station.key, facts);
      const dates = byDate.filter((live) => live.sessionKey === station.key);
      return dates.length === 0 ? [session(null, station.key)] : dates.map((live) => session(live, station.key));
    });
    return {
      id: moduleId,
      title: module?.title ?? moduleId,
      hue: module?.hue ?? 1,
      inPreparation: module?.status === 'in-preparation',
      stations: own,
      done: own.length > 0 && own.every(isBehind),
    };
  });
  const onLine = new Set(programme.line.flatMap(({ stations }) => stations.map((station) => station.key)));
  const further = byDate
    .filter((live) => live.sessionKey === null || !onLine.has(live.sessionKey))
    .map((live) => session(live, live.sessionKey ?? live.id));
  const stations = [...modules.flatMap((module) => module.stations), ...further];
  const units = stations.filter((station) => station.kind === 'unit');
  const sessions = stations.filter((station) => station.kind === 'session');
  const nextSession =
    sessions
      .filter((station) => station.state === 'upcoming' || station.state === 'running')
      .sort((a, b) => startOf(a) - startOf(b))[0] ?? null;
  return {
    modules,
    further,
    next: units.find((unit) => unit.state !== 'done') ?? nextSession,
    nextSession,
    units: { done: units.filter((unit) => unit.state === 'done').length, total: units.length },
    sessions: { attended: sessions.filter((station) => station.state === 'attended').length, total: sessions.length },
  };
}

function unitStation(catalogue: Catalogue, key: string, facts: LearningFacts): UnitStation[] {
  const unit = catalogue.units[key];
  if (unit === undefined) return [];
  const { passed, required } = unitProgress(
    unit,
    (exercise) => catalogue.exercises[exercise]?.required === true,
    (exercise) => facts.exercises.get(exercise)?.passed === true,
  );
  const started = facts.anchors.has(key) || unit.exercises.some((exercise) => facts.exercises.has(exercise));
  return [
    {
      kind: 'unit',
      key,
      title: unit.title,
      minutes: unit.minutes,
      state: facts.completedUnits.has(key) ? 'done' : started ? 'started' : 'open',
      passed,
      required,
      anchor: facts.anchors.get(key) ?? null,
    },
  ];
}

function sessionState(live: DatedSession | null, facts: LearningFacts, now: Date): SessionStation['state'] {
  if (live === null) return 'undated';
  const status = facts.attendance.get(live.id);
  if (isAttended(status)) return 'attended';
  if (status === 'excused') return 'excused';
  if (status === 'absent') return 'absent';
  if (now < live.startsAt) return 'upcoming';
  return now < live.endsAt ? 'running' : 'past';
}

const isBehind = (station: Station) =>
  station.kind === 'unit'
    ? station.state === 'done'
    : ['attended', 'excused', 'absent', 'past'].includes(station.state);

const startOf = (station: SessionStation) => station.live?.startsAt.getTime() ?? Infinity;
