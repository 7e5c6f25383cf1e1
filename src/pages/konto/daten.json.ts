import type { APIRoute } from 'astro';
import { personalExport } from '#server/privacy/personal-export.ts';

/** Everything that is held about the signed-in person, to keep or to take elsewhere (GDPR, articles 15 and 20). */
export const GET: APIRoute = async ({ locals: { ctx } }) => {
  const sections = await personalExport(ctx);
  const content = {
    was: 'Alles, was die Lernplattform Digital Maker über Sie gespeichert hat.',
    hinweis:
      'Jeder Abschnitt sagt in „erklaerung“, was darin steht. Zeitpunkte sind in UTC angegeben. Andere Menschen stehen nur mit ihrer Rolle darin. Passwörter, Codes und Schlüssel fehlen, damit niemand mit dieser Datei in Ihr Konto kommt.',
    erstelltAm: ctx.now.toISOString(),
    abschnitte: sections.map(({ title, about, purpose, basis, retention, entries }) => ({
      titel: title,
      erklaerung: about,
      zweck: purpose,
      rechtsgrundlage: basis,
      aufbewahrung: retention,
      eintraege: entries,
    })),
  };
  return new Response(`${JSON.stringify(content, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="meine-daten.json"',
      'cache-control': 'no-store',
    },
  });
};
