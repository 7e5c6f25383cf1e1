import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PICTURE_MAX_BYTES, pictureProblem, pictureTypeOf } from '#domain/files/picture.ts';
import { JPEG, PNG, WEBP } from '../../support/pictures.ts';

describe('the kind of a picture', () => {
  it.each([
    ['image/png', PNG],
    ['image/jpeg', JPEG],
    ['image/webp', WEBP],
  ])('%s is found in its content', (type, bytes) => {
    expect(pictureTypeOf(bytes)).toBe(type);
    expect(pictureProblem(bytes)).toBeNull();
  });

  const refused: [string, Uint8Array][] = [
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a GIF', Buffer.from('GIF89a\u0001\u0000')],
    ['a PDF', Buffer.from('%PDF-1.7')],
    ['a text that begins like a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47])],
    ['a PNG without a head', Buffer.concat([PNG.subarray(0, 12), Buffer.from('IDAT')])],
    ['another RIFF file', Buffer.from('RIFF\u0000\u0000\u0000\u0000WAVEfmt ')],
  ];
  it.each(refused)('%s is none', (_what, bytes) => expect(pictureProblem(bytes)).toBe('logo-kind'));

  it('nothing at all is no picture', () => expect(pictureProblem(new Uint8Array())).toBe('logo-empty'));

  it('goes up to 500 kB and not a byte further', () => {
    const ofSize = (size: number) => Buffer.concat([PNG, Buffer.alloc(size - PNG.length)]);
    expect(pictureProblem(ofSize(PICTURE_MAX_BYTES))).toBeNull();
    expect(pictureProblem(ofSize(PICTURE_MAX_BYTES + 1))).toBe('logo-too-large');
  });

  it('is never found in text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', 'R', 'I', 'F', 'W', 'E', 'B', 'P', 'N', 'G', ' ') }),
        (text) => {
          expect(pictureTypeOf(new TextEncoder().encode(text))).toBeNull();
        },
      ),
    );
  });
});
