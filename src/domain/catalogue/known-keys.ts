import { z } from 'zod';

/** The keys that a schema knows at a path of a value: of a union, those of the members that share a key with the value. */
export function knownKeys(schema: unknown, path: readonly PropertyKey[], raw: unknown): string[] {
  let schemas = [schema];
  let value = raw;
  for (const step of path) {
    schemas = schemas.flatMap((each) => inside(each, step));
    value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
  }
  const given = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const shapes = schemas
    .flatMap(members)
    .flatMap((each) => (each instanceof z.ZodObject ? [Object.keys(each.shape)] : []));
  const fitting = shapes.filter((keys) => keys.some((key) => given.includes(key)));
  return [...new Set((fitting.length > 0 ? fitting : shapes).flat())];
}

function inside(schema: unknown, step: PropertyKey): unknown[] {
  return members(schema).flatMap((member): unknown[] => {
    if (member instanceof z.ZodObject) {
      const shape: Record<PropertyKey, unknown> = member.shape;
      return shape[step] === undefined ? [] : [shape[step]];
    }
    if (member instanceof z.ZodArray) return [member.element];
    if (member instanceof z.ZodRecord) return [member.valueType];
    if (member instanceof z.ZodTuple) return typeof step === 'number' ? [member.def.items[step]] : [];
    return [];
  });
}

/** A schema without what surrounds it (default, optional), and the members of a union one by one. */
function members(schema: unknown): unknown[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return members(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(members);
  return [schema];
}
