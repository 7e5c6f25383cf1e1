import type { IncomingMessage, ServerResponse } from 'node:http';

/** The largest body that any form of ours makes, with room to spare. */
export const BODY_MAX_BYTES = 1_000_000;

/** For responses that bring no policy of their own: they need nothing. */
const STRICTEST_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Sets the headers that every response carries, whoever makes it. Pages replace the policy by their own. */
export function setSecurityHeaders(res: ServerResponse, secure: boolean): void {
  for (const [name, value] of securityHeaders(secure)) res.setHeader(name, value);
}

/** The same as lines of a raw response, for requests that cannot be read. */
export function securityHeaders(secure: boolean): [name: string, value: string][] {
  return [
    ['Content-Security-Policy', STRICTEST_POLICY],
    ['X-Content-Type-Options', 'nosniff'],
    ['X-Frame-Options', 'DENY'],
    ['Referrer-Policy', 'same-origin'],
    ['Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ...(secure ? [['Strict-Transport-Security', 'max-age=31536000'] satisfies [string, string]] : []),
  ];
}

/** Whether a body is announced that is too large, or whose size is not told at all: no browser form sends such. */
export function bodyProblem(req: IncomingMessage): 'too-large' | 'invalid' | null {
  if (req.headers['transfer-encoding'] !== undefined) return 'invalid';
  return Number(req.headers['content-length'] ?? 0) > BODY_MAX_BYTES ? 'too-large' : null;
}

/** What the site answers to; Astro would run into a fault of its own with some of the others. */
export const METHODS = ['GET', 'HEAD', 'POST'];

/** Whether the request's method is one that nothing here knows. */
export const isUnknownMethod = (req: IncomingMessage): boolean => !METHODS.includes(req.method ?? '');

/**
 * The address that the request comes from. A proxy in front appends whom it serves to X-Forwarded-For, so the last
 * entry is the one that nobody outside can choose; without a trusted proxy the header is not read at all.
 */
export function clientAddress(req: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? [req.headers['x-forwarded-for'] ?? ''].flat().join(',').split(',').at(-1)?.trim() : '';
  return forwarded || (req.socket.remoteAddress ?? 'unknown');
}
