import { z } from 'zod';

/**
 * WebAuthn (passkeys), the one module that knows SimpleWebAuthn. It is loaded when first needed: most people sign in
 * without. A passkey belongs to the host name of the site; user verification (finger, face, PIN) is always asked for,
 * so that it is two factors in one.
 */
const library = () => import('@simplewebauthn/server');

const SITE_NAME = 'Digital Maker';
/** EdDSA, ES256, RS256 (COSE): what authenticators make. The library's own list asks Node for experimental ones too. */
const ALGORITHMS = [-8, -7, -257];

/** What is kept of a passkey. */
export interface PasskeyKey {
  /** Credential id, base64url. */
  id: string;
  publicKey: Buffer;
  counter: number;
  transports: string[];
}

const base64url = z.string().regex(/^[\w-]{1,4000}$/);
const transports = z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']);
const credential = {
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}),
};
const registration = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z
      .array(z.string())
      .max(10)
      .default([])
      .transform((all) => all.flatMap((each) => transports.safeParse(each).data ?? [])),
  }),
});
const assertion = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.exactOptional(),
  }),
});

/** What the browser is asked to make a passkey from, as JSON, and the challenge that it signs. */
export async function newPasskeyOptions(
  origin: string,
  owner: { accountId: string; email: string; name: string; has: readonly Pick<PasskeyKey, 'id' | 'transports'>[] },
): Promise<{ options: string; challenge: string }> {
  const { generateRegistrationOptions } = await library();
  const options = await generateRegistrationOptions({
    rpName: SITE_NAME,
    rpID: new URL(origin).hostname,
    userID: new TextEncoder().encode(owner.accountId),
    userName: owner.email,
    userDisplayName: owner.name,
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: owner.has.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { options: JSON.stringify(options), challenge: options.challenge };
}

/** The passkey that the browser made for the challenge on this site; null for anything else. */
export async function madePasskey(
  origin: string,
  made: { response: string; challenge: string },
): Promise<PasskeyKey | null> {
  const response = registration.safeParse(fromJson(made.response)).data;
  if (response === undefined) return null;
  const { verifyRegistrationResponse } = await library();
  const result = await verifyRegistrationResponse({
    response,
    expectedChallenge: made.challenge,
    supportedAlgorithmIDs: ALGORITHMS,
    expectedOrigin: origin,
    expectedRPID: new URL(origin).hostname,
  }).catch(() => null);
  if (!result?.verified) return null;
  const { id, publicKey, counter } = result.registrationInfo.credential;
  return { id, publicKey: Buffer.from(publicKey), counter, transports: response.response.transports };
}

/** What the browser is asked to sign in with, as JSON; the person chooses among all passkeys of this site. */
export async function passkeySignInOptions(origin: string): Promise<{ options: string; challenge: string }> {
  const { generateAuthenticationOptions } = await library();
  const options = await generateAuthenticationOptions({
    rpID: new URL(origin).hostname,
    userVerification: 'required',
  });
  return { options: JSON.stringify(options), challenge: options.challenge };
}

/** Which passkey an answer says it is from; nothing is proved by it. */
export function passkeyNamed(response: string): string | null {
  return assertion.safeParse(fromJson(response)).data?.id ?? null;
}

/** The passkey's counter after it signed the challenge on this site; null for anything else, as for a copied passkey. */
export async function signedByPasskey(
  origin: string,
  signed: { response: string; challenge: string; passkey: PasskeyKey },
): Promise<{ counter: number } | null> {
  const response = assertion.safeParse(fromJson(signed.response)).data;
  if (response === undefined) return null;
  const { verifyAuthenticationResponse } = await library();
  const result = await verifyAuthenticationResponse({
    response,
    expectedChallenge: signed.challenge,
    expectedOrigin: origin,
    expectedRPID: new URL(origin).hostname,
    credential: {
      id: signed.passkey.id,
      publicKey: new Uint8Array(signed.passkey.publicKey),
      counter: signed.passkey.counter,
    },
  }).catch(() => null);
  return result?.verified ? { counter: result.authenticationInfo.newCounter } : null;
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
