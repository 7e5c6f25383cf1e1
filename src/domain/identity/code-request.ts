/** What a browser keeps while it waits for a code: the secret that binds the code to it, and where the mail went. */
export interface CodeRequest {
  token: string;
  email: string;
}

/** As one cookie's value; cookies are escaped where they are set. */
export const writeCodeRequest = ({ token, email }: CodeRequest): string => `${token}:${email}`;

/** What the cookie's value says, or null for one that is none of ours. */
export function readCodeRequest(value: string | undefined): CodeRequest | null {
  const found = /^([\w-]{43}):(.{3,254})$/u.exec(value ?? '');
  return found?.[1] === undefined || found[2] === undefined ? null : { token: found[1], email: found[2] };
}
