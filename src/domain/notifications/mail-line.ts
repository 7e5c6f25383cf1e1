/** A mail of the outbox as coordinators and operators see it; what it says is not for them. */
export interface MailLine {
  id: string;
  subject: string;
  to: string;
  senderName: string;
  queuedAt: Date;
  sentAt: Date | null;
  failedAt: Date | null;
  /** When it is tried next, while it is under way. */
  dueAt: Date;
  tries: number;
  /** Code for `text/mail-problems.ts`. */
  lastProblem: string | null;
  /** It failed and its content is still there. */
  canBeRetried: boolean;
}
