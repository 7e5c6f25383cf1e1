import type { Finding } from './catalogue.ts';
import type { FindingCode } from './finding-code.ts';
import type { Reading } from './read-files.ts';

/** Pages outside the catalogue that course texts may link to. */
const KNOWN_PAGES: readonly string[] = ['/impressum', '/datenschutz', '/barrierefreiheit'];

/** Findings about links in prose: to what does not exist, relative ones, and ones that are not encrypted. */
export function checkLinks(reading: Reading): Finding[] {
  const pages = new Set([
    ...KNOWN_PAGES,
    ...reading.modules.map((module) => `/module/${module.id}`),
    ...reading.programmes.map((programme) => `/programme/${programme.id}`),
  ]);
  return [...reading.units, ...reading.sessions, ...reading.guides].flatMap(({ prose, path }) => {
    const headings = (prose?.headings ?? []).map((heading) => `#${heading.id}`);
    return (prose?.links ?? []).flatMap(({ url, line }): Finding[] => {
      const code = linkProblem(url, pages, headings);
      return code === null ? [] : [{ path, line, code, values: { url, known: headings.join(', ') } }];
    });
  });
}

function linkProblem(url: string, pages: ReadonlySet<string>, headings: readonly string[]): FindingCode | null {
  if (url.startsWith('#')) return headings.includes(url) ? null : 'link-heading-dead';
  // "//host" is a link to another site, not one of ours.
  if (/^\/(?!\/)/.test(url)) return pages.has(url) ? null : 'link-dead';
  if (/^https:\/\/./.test(url) && URL.canParse(url)) return null;
  return /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(url) ? 'link-not-https' : 'link-relative';
}
