/** A live session of the cohort, with its date. */
export interface DatedSession {
  id: string;
  /** `module/id`; null for a session outside of modules. */
  sessionKey: string | null;
  title: string | null;
  startsAt: Date;
  endsAt: Date;
  mode: 'onsite' | 'online' | 'hybrid' | 'visit';
  place: string | null;
}
