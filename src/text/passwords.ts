import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH, type PasswordProblem } from '#domain/identity/password.ts';

/** What a person reads beside the field for a new password. */
export const PASSWORD_HELP = `Mindestens ${PASSWORD_MIN_LENGTH} Zeichen. Am besten mehrere Wörter, die nicht zusammengehören; Leerzeichen sind erlaubt, Einfügen auch.`;

const TEXTS: Record<PasswordProblem, string> = {
  'too-short': `Das Passwort ist zu kurz. Es braucht mindestens ${PASSWORD_MIN_LENGTH} Zeichen.`,
  'too-long': `Das Passwort ist zu lang. Es darf höchstens ${PASSWORD_MAX_LENGTH} Zeichen haben.`,
  common: 'Dieses Passwort gehört zu denen, die zuerst ausprobiert werden. Bitte wählen Sie ein anderes.',
  personal:
    'Das Passwort besteht nur aus Ihrem Namen, Ihrer Adresse oder dem Namen des Zentrums. Bitte wählen Sie ein anderes.',
};

/** What a person reads when a new password cannot be taken; null when the code is none about passwords. */
export const passwordProblemText = (problem: string): string | null =>
  Object.hasOwn(TEXTS, problem) ? (TEXTS[problem as PasswordProblem] ?? null) : null; // checked: it is a key
