import type { RootContent } from 'mdast';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import { closest } from './closest.ts';
import type { FindingCode } from './finding-code.ts';

/** A component in a prose with the attributes that its author wrote. */
export interface ProseComponent {
  name: ComponentName;
  attributes: Partial<Record<string, string>>;
  line: number;
}

type ComponentName = 'Exercise' | 'Worksheet' | 'Drawing';

/** The components that course texts may use, and their attributes; `H5P` will join them with its player. */
const COMPONENTS: Record<ComponentName, { required: string[]; optional: string[] }> = {
  Exercise: { required: ['id'], optional: [] },
  Worksheet: { required: ['id'], optional: [] },
  Drawing: { required: ['file', 'alt'], optional: ['caption'] },
};

type Element = MdxJsxFlowElement | MdxJsxTextElement;

interface ComponentProblem {
  code: FindingCode;
  values: Record<string, string>;
}

/** Whether a node is written like a tag. */
export const isComponent = (node: RootContent): node is Element =>
  node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement';

/** A component with literal attributes, or null for a tag that does not exist; and what is wrong with it. */
export function readComponent(
  node: Element,
  isTop: boolean,
): { component: ProseComponent | null; problems: ComponentProblem[] } {
  const name = componentName(node.name);
  if (name === null) {
    const names = Object.keys(COMPONENTS);
    return {
      component: null,
      problems: [
        {
          code: 'unknown-component',
          values: { name: node.name ?? '', known: closest(node.name ?? '', names) ?? names.join(', ') },
        },
      ],
    };
  }
  const { attributes, problems } = readAttributes(node, name);
  if (!isTop || node.type === 'mdxJsxTextElement') problems.push({ code: 'component-inline', values: { name } });
  if (node.children.length > 0) problems.push({ code: 'component-content', values: { name } });
  return { component: { name, attributes, line: node.position?.start.line ?? 1 }, problems };
}

function readAttributes(
  node: Element,
  name: ComponentName,
): { attributes: Partial<Record<string, string>>; problems: ComponentProblem[] } {
  const { required, optional } = COMPONENTS[name];
  const attributes: Partial<Record<string, string>> = {};
  const problems: ComponentProblem[] = [];
  const given = new Set<string>();
  for (const attribute of node.attributes) {
    const key = attribute.type === 'mdxJsxAttribute' ? attribute.name : '{…}';
    given.add(key);
    if (
      attribute.type !== 'mdxJsxAttribute' ||
      (typeof attribute.value !== 'string' && attribute.value !== null && attribute.value !== undefined)
    ) {
      problems.push({ code: 'attribute-not-literal', values: { name, attribute: key } });
    } else if (![...required, ...optional].includes(key)) {
      problems.push({
        code: 'attribute-unknown',
        values: { name, attribute: key, known: [...required, ...optional].join(', ') },
      });
    } else attributes[key] = attribute.value ?? '';
  }
  for (const attribute of required) {
    if ((attributes[attribute] ?? '').trim() !== '') continue;
    // A value in braces has been told already.
    if (given.has(attribute) && attributes[attribute] === undefined) continue;
    if (attribute === 'alt') problems.push({ code: 'alt-missing', values: { file: attributes['file'] ?? '' } });
    else problems.push({ code: 'attribute-missing', values: { name, attribute } });
  }
  return { attributes, problems };
}

const componentName = (name: string | null): ComponentName | null =>
  name === 'Exercise' || name === 'Worksheet' || name === 'Drawing' ? name : null;
