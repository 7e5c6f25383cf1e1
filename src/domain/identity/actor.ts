/** Roles of product.md that are held as rows; a learner is who has an enrolment. */
export const ROLES = ['trainer', 'guest_trainer', 'coordinator', 'partner', 'company_contact', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/** A role with where it holds; both null means the whole installation. */
export interface RoleGrant {
  role: Role;
  centreId: string | null;
  cohortId: string | null;
}

/** The person who acts, as the session tells. */
export interface Actor {
  personId: string;
  accountId: string;
  sessionId: string;
  givenName: string;
  familyName: string;
  email: string;
  roles: RoleGrant[];
  /** A centre of this staff member asks for passkeys, and this session was not opened by one. */
  mustAddPasskey: boolean;
}

/** Whether the actor has the role anywhere. */
export function hasRole(actor: Actor, role: Role): boolean {
  return actor.roles.some((grant) => grant.role === role);
}

/** Whether the actor has the role for this cohort, by the cohort itself, its centre or the installation. */
export function hasRoleFor(actor: Actor, role: Role, cohort: { id: string; centreId: string }): boolean {
  return actor.roles.some(
    (grant) =>
      grant.role === role &&
      (grant.cohortId === null
        ? grant.centreId === null || grant.centreId === cohort.centreId
        : grant.cohortId === cohort.id),
  );
}
