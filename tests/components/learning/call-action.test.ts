import { stringify } from 'devalue';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unflatten } from '../../../src/components/learning/call-action.ts';

const plain = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
})).value;

test('what an action returns arrives as it was', () => {
  fc.assert(
    fc.property(plain, (value) => {
      expect(unflatten(JSON.parse(stringify(value)))).toEqual(value);
    }),
  );
});

test('a part that repeats arrives at every place', () => {
  const shared = { id: 'a' };
  expect(unflatten(JSON.parse(stringify({ one: shared, two: [shared], none: undefined })))).toEqual({
    one: { id: 'a' },
    two: [{ id: 'a' }],
    none: undefined,
  });
});
