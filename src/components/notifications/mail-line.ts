/** A mail of the outbox as its table shows it. */
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
  lastProblem: string | null;
  canBeRetried: boolean;
}
