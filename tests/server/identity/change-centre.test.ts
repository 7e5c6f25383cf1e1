import { describe, expect } from 'vitest';
import type { CentreDetails } from '#domain/identity/centre-details.ts';
import { publicFile } from '#server/files/queries.ts';
import { changeCentre } from '#server/identity/change-centre.ts';
import { centreDetails, coordinatedCentre } from '#server/identity/queries.ts';
import { audited } from '../../support/administration.ts';
import { JPEG, PNG } from '../../support/pictures.ts';
import { actorOf, it, refusalOf, type PersonName, type World } from '../../support/world.ts';

const details: CentreDetails = {
  name: 'Zentrum Nord',
  contactName: 'Geschäftsstelle',
  contactEmail: 'info@nord.example',
  contactPhone: '0251 1234',
  mailSenderName: 'Zentrum Nord, Geschäftsstelle',
  mailReplyTo: 'antwort@nord.example',
  requiresPasskeys: true,
};
const change = (
  world: World,
  logo: Uint8Array | 'remove' | null = null,
  who: PersonName = 'coordinator',
  centreId = 'centre-nord',
) => changeCentre(world.as(who), { centreId, details, logo });
const logoOf = async (world: World) => (await centreDetails(world.as('coordinator'), 'centre-nord')).logoFileId;
const files = (world: World) => world.rows('select id from stored_file');

describe('a centre', () => {
  it('is what its coordinator says, and the log has what was changed but not into what', async ({ world }) => {
    await change(world);
    expect(await centreDetails(world.as('coordinator'), 'centre-nord')).toMatchObject(details);
    expect(await audited(world)).toEqual(['centre-changed centre-nord centre-nord']);
    const [entry] = await world.rows('select detail from audit_entry');
    expect(entry?.['detail']).toBe(
      '{"fields":"contactName contactEmail contactPhone mailSenderName mailReplyTo requiresPasskeys"}',
    );
  });

  it('that is as it was leaves nothing in the log', async ({ world }) => {
    await change(world);
    await change(world);
    expect(await audited(world)).toHaveLength(1);
  });

  it('leaves the other one as it is', async ({ world }) => {
    const before = await world.rows("select * from centre where id = 'centre-sued'");
    await change(world, PNG);
    expect(await world.rows("select * from centre where id = 'centre-sued'")).toEqual(before);
  });
});

describe('a logo', () => {
  it('is a file for everybody; a new one takes its place, and nothing is left of the old', async ({ world }) => {
    await change(world, PNG);
    const first = (await logoOf(world)) ?? '';
    expect((await publicFile(world.as(null), first)).bytes).toEqual(PNG);
    await change(world, JPEG);
    const second = (await logoOf(world)) ?? '';
    expect(second).not.toBe(first);
    expect((await publicFile(world.as(null), second)).mediaType).toBe('image/jpeg');
    expect(await world.files.get(first)).toBeNull();
    expect(await files(world)).toEqual([{ id: second }]);
  });

  it('stays when nothing is said about it, and goes when asked', async ({ world }) => {
    await change(world, PNG);
    const name = (await logoOf(world)) ?? '';
    await change(world);
    expect(await logoOf(world)).toBe(name);
    await change(world, 'remove');
    expect(await logoOf(world)).toBeNull();
    expect(await files(world)).toEqual([]);
    expect(await world.files.get(name)).toBeNull();
  });

  it.for([
    ['logo-kind', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['logo-empty', Buffer.alloc(0)],
    ['logo-too-large', Buffer.concat([PNG, Buffer.alloc(500_000)])],
  ] as const)('that is %s changes nothing at all', async ([problem, bytes], { world }) => {
    expect(await change(world, bytes)).toEqual({ problem });
    expect(await files(world)).toEqual([]);
    expect((await centreDetails(world.as('coordinator'), 'centre-nord')).contactName).toBeNull();
  });

  it('that could not be recorded leaves no file', async ({ world }) => {
    const names: string[] = [];
    const ctx = world.as('coordinator');
    const put = async (bytes: Uint8Array) => {
      const name = await world.files.put(bytes);
      names.push(name);
      return name;
    };
    await world.database.write((writer) =>
      writer.execute("create trigger full before insert on stored_file begin select raise(abort, 'full'); end"),
    );
    const watched = { ...ctx, files: { ...world.files, put } };
    await expect(changeCentre(watched, { centreId: 'centre-nord', details, logo: PNG })).rejects.toThrow();
    expect(names).toHaveLength(1);
    expect(await world.files.get(names[0] ?? '')).toBeNull();
    expect(await logoOf(world)).toBeNull();
  });
});

describe('a centre is not changed', () => {
  it.for([
    ['by a coordinator of another one', 'otherCoordinator', 'centre-nord'],
    ['by a trainer', 'trainer', 'centre-nord'],
    ['by an operator', 'operator', 'centre-nord'],
    ['that is not there', 'coordinator', 'nowhere'],
  ] as const)('%s', async ([, who, centreId], { world }) => {
    expect(await refusalOf(change(world, PNG, who, centreId))).toBe('not-found');
    expect(await refusalOf(change(world, Buffer.from('no picture'), who, centreId))).toBe('not-found');
    expect(await refusalOf(centreDetails(world.as(who), centreId))).toBe('not-found');
    expect(await files(world)).toEqual([]);
  });
});

describe('the centre that a page is about', () => {
  it('is the own one; another or none is not there', async ({ world }) => {
    expect((await coordinatedCentre(world.as('coordinator'), null)).centre.name).toBe('Zentrum Nord');
    expect((await coordinatedCentre(world.as('coordinator'), 'centre-nord')).centre.name).toBe('Zentrum Nord');
    expect(await refusalOf(coordinatedCentre(world.as('coordinator'), 'centre-sued'))).toBe('not-found');
    expect(await refusalOf(coordinatedCentre(world.as('coordinator'), 'nowhere'))).toBe('not-found');
  });

  it('can be chosen by who coordinates two', async ({ world }) => {
    const ctx = world.as('coordinator');
    const both = {
      ...actorOf('coordinator'),
      roles: ['centre-sued', 'centre-nord'].map((centreId) => ({
        role: 'coordinator' as const,
        centreId,
        cohortId: null,
      })),
    };
    expect((await coordinatedCentre({ ...ctx, actor: both }, null)).centres.map(({ name }) => name)).toEqual([
      'Zentrum Nord',
      'Zentrum Süd',
    ]);
    expect((await coordinatedCentre({ ...ctx, actor: both }, 'centre-sued')).centre.name).toBe('Zentrum Süd');
  });

  it('is for coordinators', async ({ world }) => {
    expect(await refusalOf(coordinatedCentre(world.as('operator'), null))).toBe('forbidden');
  });
});
