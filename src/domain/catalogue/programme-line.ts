import type { Module } from './catalogue.ts';
import { keyOf } from './key.ts';
import type { Programme, ProgrammeSpec, ProgrammeStation } from './programme.ts';

/**
 * The stations of a programme's modules in order: as `steps` say, or all units by position and then all sessions.
 * A module in preparation has only sessions. Steps that name nothing are left out; the check tells of them.
 */
export function programmeLine(spec: ProgrammeSpec, modules: Record<string, Module>): Programme['line'] {
  return spec.modules.flatMap(({ module: moduleId, steps }) => {
    const module = Object.hasOwn(modules, moduleId) ? modules[moduleId] : undefined;
    if (module === undefined) return [];
    const all = module.sessions.map((session) => ({ session: sessionId(session.key) }));
    return [
      {
        moduleId,
        stations: (steps ?? [{ units: 'all' as const }, ...all]).flatMap((step) => stationsOf(module, step)),
      },
    ];
  });
}

type Step = NonNullable<ProgrammeSpec['modules'][number]['steps']>[number];

function stationsOf(module: Module, step: Step): ProgrammeStation[] {
  if ('session' in step) {
    const key = keyOf(module.id, step.session);
    return module.sessions.some((session) => session.key === key) ? [{ kind: 'session', key }] : [];
  }
  if (module.status === 'in-preparation') return [];
  const slugs = step.units === 'all' ? module.units.map((unit) => unit.slug) : step.units;
  return slugs.flatMap((slug): ProgrammeStation[] => {
    const unit = module.units.find((each) => each.slug === slug);
    return unit === undefined ? [] : [{ kind: 'unit', key: unit.key }];
  });
}

const sessionId = (key: string): string => key.slice(key.indexOf('/') + 1);
