import type { APIRoute } from 'astro';
import { PICTURE_EXTENSIONS, PICTURE_TYPES } from '#domain/files/picture.ts';
import { publicFile } from '#server/files/queries.ts';

/** An uploaded picture. Its name changes with its content, so that it may be kept for ever. */
export const GET: APIRoute = async ({ locals, params }) => {
  const { mediaType, bytes } = await publicFile(locals.ctx, params['id'] ?? '');
  const type = PICTURE_TYPES.find((each) => each === mediaType);
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': type ?? 'application/octet-stream',
      'Content-Length': String(bytes.length),
      // What somebody uploaded runs nothing here, even where a browser took it for a page.
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Content-Disposition': type === undefined ? 'attachment' : `inline; filename="bild.${PICTURE_EXTENSIONS[type]}"`,
      'Cache-Control': 'public, max-age=31536000, immutable',
    },
  });
};
