/** Cookies of a few minutes that bind a code or a passkey's challenge to the browser that asked for it. */

const LIFETIME_SECONDS = 600;

/** `__Host-`: no other host of the domain can set it. */
export const shortCookieName = (origin: string, name: 'code' | 'passkey'): string =>
  origin.startsWith('https:') ? `__Host-dm-${name}` : `dm-${name}`;

/** Scripts and other sites do not get it; it is for our pages only. */
export const shortCookieOptions = (origin: string) =>
  ({
    httpOnly: true,
    secure: origin.startsWith('https:'),
    sameSite: 'lax',
    path: '/',
    maxAge: LIFETIME_SECONDS,
  }) as const;
