import { z } from 'zod';

/** Who answers for the processing, as the front matter of `content/pages/datenschutz.md` says; its keys are German. */
export const privacyFrontMatter = z.strictObject({
  title: z.string().min(1),
  verantwortliche: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        anschrift: z.string().min(1),
        mail: z.string().min(1),
        /** What this body does in it. */
        aufgabe: z.string().min(1),
        /** Its data protection officer. */
        datenschutz: z.string().min(1).optional(),
      }),
    )
    .min(1),
  /** The essence of the agreement between joint controllers (GDPR, article 26 (2)); null with one body. */
  vereinbarung: z.string().min(1).nullable().default(null),
});
export type PrivacyFrontMatter = z.infer<typeof privacyFrontMatter>;
export type ResponsibleBody = PrivacyFrontMatter['verantwortliche'][number];

/** Whether joint controllers say nothing of their agreement, which people have a right to know. */
export const lacksAgreement = ({ verantwortliche, vereinbarung }: PrivacyFrontMatter): boolean =>
  verantwortliche.length > 1 && vereinbarung === null;
