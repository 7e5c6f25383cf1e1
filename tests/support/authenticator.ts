import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { z } from 'zod';

/** What a browser and its authenticator make of a passkey's options, in software; WebAuthn Level 3, sections 6 and 7. */
export interface Authenticator {
  /** The answer to options for a new passkey. */
  makes: (options: string, twist?: Twist) => string;
  /** The answer to options for signing in; the counter goes up by one each time. */
  signs: (options: string, twist?: Twist) => string;
  /** The credential's id, base64url. */
  id: string;
}

/** What is wrong about an answer. */
export interface Twist {
  origin?: string;
  rpId?: string;
  /** Without finger, face or PIN. */
  isUnverified?: boolean;
  /** As a copied passkey would send it. */
  counter?: number;
  /** One byte of the signature is another. */
  isForged?: boolean;
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

const optionsShape = z.object({
  challenge: z.string(),
  rpId: z.string().optional(),
  rp: z.object({ id: z.string() }).optional(),
});

/** An authenticator with one passkey for a site. */
export function authenticator(origin: string): Authenticator {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const credentialId = randomBytes(32);
  const id = credentialId.toString('base64url');
  let counter = 0;

  const answer = (type: string, options: string, twist: Twist) => {
    const { challenge, rpId, rp } = optionsShape.parse(JSON.parse(options));
    counter = twist.counter ?? counter + 1;
    const clientData = Buffer.from(
      JSON.stringify({ type, challenge, origin: twist.origin ?? origin, crossOrigin: false }),
    );
    const flags = USER_PRESENT | (twist.isUnverified ? 0 : USER_VERIFIED);
    const head = (more: number) => {
      const rest = Buffer.alloc(5);
      rest.writeUInt8(flags | more, 0);
      rest.writeUInt32BE(counter, 1);
      return Buffer.concat([sha256(Buffer.from(twist.rpId ?? rpId ?? rp?.id ?? '')), rest]);
    };
    return { clientData, head };
  };
  const asJson = (response: Record<string, unknown>) =>
    JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response });

  return {
    id,
    makes(options, twist = {}) {
      const { clientData, head } = answer('webauthn.create', options, twist);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(credentialId.length);
      const key = cborMap([
        [cborInt(1), cborInt(2)],
        [cborInt(3), cborInt(-7)],
        [cborInt(-1), cborInt(1)],
        [cborInt(-2), cborBytes(Buffer.from(x, 'base64url'))],
        [cborInt(-3), cborBytes(Buffer.from(y, 'base64url'))],
      ]);
      const authData = Buffer.concat([head(HAS_CREDENTIAL), Buffer.alloc(16), length, credentialId, key]);
      const attestation = cborMap([
        [cborText('fmt'), cborText('none')],
        [cborText('attStmt'), cborMap([])],
        [cborText('authData'), cborBytes(authData)],
      ]);
      return asJson({
        clientDataJSON: clientData.toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      });
    },
    signs(options, twist = {}) {
      const { clientData, head } = answer('webauthn.get', options, twist);
      const authData = head(0);
      const signature = sign('sha256', Buffer.concat([authData, sha256(clientData)]), privateKey);
      if (twist.isForged) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
      return asJson({
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: signature.toString('base64url'),
      });
    },
  };
}

const sha256 = (data: Buffer) => createHash('sha256').update(data).digest();

/** RFC 8949, section 3: kind and length of what follows. */
function cborHead(kind: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(kind << 5) | value]);
  if (value < 256) return Buffer.from([(kind << 5) | 24, value]);
  return Buffer.from([(kind << 5) | 25, value >> 8, value & 255]);
}
const cborInt = (value: number) => (value < 0 ? cborHead(1, -1 - value) : cborHead(0, value));
const cborBytes = (value: Buffer) => Buffer.concat([cborHead(2, value.length), value]);
const cborText = (value: string) => Buffer.concat([cborHead(3, value.length), Buffer.from(value)]);
const cborMap = (entries: [Buffer, Buffer][]) => Buffer.concat([cborHead(5, entries.length), ...entries.flat()]);
