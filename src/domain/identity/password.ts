import { COMMON_PASSWORDS } from './common-passwords.ts';

/** NIST SP 800-63B-4, 3.1.1.2 asks for 15 without a second factor and allows 8 with one; the length here is the issue's. */
export const PASSWORD_MIN_LENGTH = 12;
/** In UTF-16 units; longer ones only cost time to hash. */
export const PASSWORD_MAX_LENGTH = 256;

/** What the product calls itself; as the whole of a password the first thing to be tried. */
const PRODUCT_NAMES = ['Digital Maker', 'Digitalmaker Lernplattform', 'Lernplattform'];
/** A pattern of up to so many characters, written again and again, is as weak as the pattern. */
const MAX_REPEATED_LENGTH = 4;
/** So many common words in a row, with any digits and signs between, are still tried early. */
const MAX_COMMON_WORDS = 2;

export type PasswordProblem = 'too-short' | 'too-long' | 'common' | 'personal';

/** What stands around a password, and must not be all of it. */
export interface PasswordOwner {
  email: string;
  /** Given name, family name, names of centres. */
  names: readonly string[];
}

/** Why the password cannot be taken, or null. There are no rules about kinds of characters. */
export function passwordProblem(password: string, owner: PasswordOwner): PasswordProblem | null {
  const composed = password.normalize('NFC');
  // Both spellings are measured: the longer one is what may have been sent.
  if (Math.max(password.length, composed.length) > PASSWORD_MAX_LENGTH) return 'too-long';
  if ([...composed].length < PASSWORD_MIN_LENGTH) return 'too-short';
  const text = composed.toLowerCase();
  if (isPersonal(text, owner)) return 'personal';
  return isCommon(text) ? 'common' : null;
}

function isPersonal(text: string, { email, names }: PasswordOwner): boolean {
  const [local = '', domain = ''] = email.split('@');
  const all = names.join(' ');
  const reversed = names.toReversed().join(' ');
  const pairs = names.flatMap((first) => names.map((second) => `${first} ${second}`));
  const forbidden = [email, local, domain, all, reversed, ...names, ...pairs, ...PRODUCT_NAMES].map(lettersAndDigits);
  const whole = lettersAndDigits(text);
  return forbidden.some((name) => name !== '' && (name === whole || name === lettersAndDigits(core(text))));
}

function isCommon(text: string): boolean {
  const once = unrepeated(text);
  if ([...once].length <= MAX_REPEATED_LENGTH || isSequence(once)) return true;
  return [once, plainLetters(core(once))].some((each) => isMadeOfCommonWords(each));
}

const lettersAndDigits = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Without what is hung on in front and behind to satisfy other sites' rules. */
const core = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');

const LOOKALIKES: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' }; // prettier-ignore
const plainLetters = (text: string): string => text.replace(/[013457@$!]/g, (sign) => LOOKALIKES[sign] ?? sign);

/** The part that the text repeats from beginning to end; the text itself when it repeats nothing. */
function unrepeated(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1)
    if (text.length % length === 0 && text.slice(0, length).repeat(text.length / length) === text)
      return text.slice(0, length);
  return text;
}

/** Every character follows the one before, upwards or downwards, as in "abcdef" and "987654"; nine is followed by zero. */
function isSequence(text: string): boolean {
  const codes = [...text].map((char) => char.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  return steps.every((step) => step === 1 || step === -9) || steps.every((step) => step === -1 || step === 9);
}

/** Whether the text is read from end to end as at most MAX_COMMON_WORDS of the list; signs and digits between are free. */
function isMadeOfCommonWords(text: string): boolean {
  /** For each place the fewest words that lead there. */
  const words: number[] = [0];
  for (let from = 0; from < text.length; from += 1) {
    const sofar = words[from];
    if (sofar === undefined) continue;
    if (/[^\p{L}]/u.test(text.charAt(from))) words[from + 1] = Math.min(words[from + 1] ?? Infinity, sofar);
    if (sofar === MAX_COMMON_WORDS) continue;
    for (let to = from + 3; to <= text.length; to += 1)
      if (COMMON_PASSWORDS.has(text.slice(from, to))) words[to] = Math.min(words[to] ?? Infinity, sofar + 1);
  }
  const needed = words[text.length];
  // A text of signs and digits alone is no word; sequences are refused before.
  return needed !== undefined && needed > 0;
}
