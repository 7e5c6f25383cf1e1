/** RFC 5321 §4.5.3.1.3: a path has 256 octets, two of them its brackets. */
export const EMAIL_MAX_LENGTH = 254;

/** Local part as RFC 5322 §3.2.3 (dot-atom); the domain has at least one dot and may have letters like ü. */
const EMAIL =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}]{2,}$/u;

/** The address as accounts know it, in lower case and without blanks around it; null for what no mail can be sent to. */
export function normalisedEmail(text: string): string | null {
  const email = text.trim().toLowerCase();
  return email.length <= EMAIL_MAX_LENGTH && EMAIL.test(email) ? email : null;
}
