import type { Catalogue, Finding } from '#domain/catalogue/catalogue.ts';
import { readCatalogue } from '#domain/catalogue/read-catalogue.ts';
import { hashOf, readSourceFiles } from '#platform/course-files.ts';
import { findingText } from '#text/findings.ts';

/** The catalogue of a project folder, with every mistake in its files. */
export function loadCatalogue(root: string): { catalogue: Catalogue; findings: Finding[] } {
  const files = readSourceFiles(root);
  return readCatalogue(files, hashOf(files));
}

/** Findings as a person reads them, one block each, and their number. */
export function findingReport(findings: readonly Finding[]): string {
  const blocks = findings.map((finding) => `${finding.path}:${finding.line}  ${findingText(finding)}`);
  const count = findings.length === 1 ? '1 Fehler' : `${findings.length} Fehler`;
  return [...blocks, findings.length === 0 ? 'Alle Kursdateien sind in Ordnung.' : `${count} in den Kursdateien.`].join(
    '\n\n',
  );
}
