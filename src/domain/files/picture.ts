/** Pictures that browsers show and that hold no code; SVG may hold scripts and is none of them. */
export const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const;
export type PictureType = (typeof PICTURE_TYPES)[number];

/** The largest picture that is taken, in bytes; below what the server reads of a request at all. */
export const PICTURE_MAX_BYTES = 500_000;

/** How a file of this kind is called when somebody saves it. */
export const PICTURE_EXTENSIONS: Record<PictureType, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};

/** Why a picture was not taken; a code, the page has the words. */
export type PictureProblem = 'logo-empty' | 'logo-too-large' | 'logo-kind';

/** What is wrong with bytes that were sent as a picture; null: nothing. */
export function pictureProblem(bytes: Uint8Array): PictureProblem | null {
  if (bytes.length === 0) return 'logo-empty';
  if (bytes.length > PICTURE_MAX_BYTES) return 'logo-too-large';
  return pictureTypeOf(bytes) === null ? 'logo-kind' : null;
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG_SIGNATURE = [0xff, 0xd8, 0xff];

/**
 * The kind of picture by its first bytes, whatever name or type it came with; null for anything else.
 * PNG: W3C PNG 3rd edition §5.2; JPEG: ITU-T T.81 B.1.1.3; WebP: RFC 9649 §2.4.
 */
export function pictureTypeOf(bytes: Uint8Array): PictureType | null {
  if (startsWith(bytes, PNG_SIGNATURE) && textAt(bytes, 12, 4) === 'IHDR') return 'image/png';
  if (startsWith(bytes, JPEG_SIGNATURE) && bytes.length > 4) return 'image/jpeg';
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WEBP' && textAt(bytes, 12, 3) === 'VP8')
    return 'image/webp';
  return null;
}

const startsWith = (bytes: Uint8Array, signature: readonly number[]) =>
  signature.every((byte, index) => bytes[index] === byte);

const textAt = (bytes: Uint8Array, start: number, length: number) =>
  String.fromCharCode(...bytes.subarray(start, start + length));
