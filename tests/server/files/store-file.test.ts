import { describe, expect } from 'vitest';
import { inTransaction } from '#server/context.ts';
import { publicFile } from '#server/files/queries.ts';
import { storeFile } from '#server/files/store-file.ts';
import { JPEG, PNG } from '../../support/pictures.ts';
import { it, NOW, personId, refusalOf, type World } from '../../support/world.ts';

async function stored(world: World, bytes: Buffer, access: 'public' | 'restricted'): Promise<string> {
  const ctx = world.as('coordinator');
  const name = await ctx.files.put(bytes);
  await inTransaction(ctx, (tx) => storeFile(tx, { name, bytes, access }));
  return name;
}

describe('a stored picture', () => {
  it('has a row with its kind, its size, its sum and who put it there', async ({ world }) => {
    const name = await stored(world, PNG, 'public');
    expect(await world.rows('select * from stored_file')).toEqual([
      {
        id: name,
        media_type: 'image/png',
        size_bytes: PNG.length,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        access: 'public',
        stored_at: NOW.getTime(),
        stored_by: personId('coordinator'),
      },
    ]);
  });

  it('that is public is for everybody', async ({ world }) => {
    const name = await stored(world, JPEG, 'public');
    expect(await publicFile(world.as(null), name)).toEqual({ mediaType: 'image/jpeg', bytes: JPEG });
  });

  it('that is restricted is not there', async ({ world }) => {
    const name = await stored(world, PNG, 'restricted');
    expect(await refusalOf(publicFile(world.as('operator'), name))).toBe('not-found');
  });

  it('without a row, or whose file is gone, is not there', async ({ world }) => {
    const orphan = await world.files.put(PNG);
    const lost = await stored(world, PNG, 'public');
    await world.files.delete(lost);
    expect(await refusalOf(publicFile(world.as(null), orphan))).toBe('not-found');
    expect(await refusalOf(publicFile(world.as(null), lost))).toBe('not-found');
  });

  it('is a picture: anything else fails before it gets a row', async ({ world }) => {
    await expect(stored(world, Buffer.from('<svg/>'), 'public')).rejects.toThrow('only pictures');
    expect(await world.rows('select * from stored_file')).toEqual([]);
  });
});
