import type { SpecProblemCode } from './exercise-types/exercise-type.ts';

/** Every kind of mistake that the check of course files knows; `text/findings.ts` has a German sentence for each. */
export type FindingCode =
  FileCode | YamlCode | ShapeCode | ProseCode | DrawingCode | ReferenceCode | RuleCode | SpecProblemCode;

/** Of a file as such: its name, its place, its missing counterpart. */
type FileCode =
  | 'unknown-file'
  | 'bad-file-name'
  | 'bad-module-name'
  | 'unit-file-name'
  | 'module-file-missing'
  | 'competences-missing'
  | 'session-without-guide'
  | 'guide-without-session'
  | 'duplicate-slug'
  | 'duplicate-position';

/** Of the text of a YAML or JSON file. */
type YamlCode =
  | 'yaml-syntax'
  | 'yaml-duplicate-key'
  | 'yaml-indent'
  | 'yaml-quotes'
  | 'yaml-alias'
  | 'json-syntax'
  | 'front-matter-missing';

/** Of what a schema says. */
type ShapeCode =
  | 'missing-key'
  | 'empty-key'
  | 'unknown-key'
  | 'unknown-key-similar'
  | 'wants-text'
  | 'wants-number'
  | 'wants-whole-number'
  | 'wants-yes-no'
  | 'wants-list'
  | 'wants-fields'
  | 'empty-text'
  | 'text-too-short'
  | 'text-too-long'
  | 'number-too-small'
  | 'number-not-above'
  | 'number-too-big'
  | 'list-too-short'
  | 'list-too-long'
  | 'not-one-of'
  | 'not-one-of-similar'
  | 'bad-slug'
  | 'bad-date'
  | 'bad-key'
  | 'wrong-shape'
  | 'exercise-type-unknown'
  | 'exercise-type-similar';

/** Of the prose of a unit, session or guide. */
type ProseCode =
  | 'prose-syntax'
  | 'prose-expression'
  | 'prose-import'
  | 'prose-not-allowed'
  | 'markdown-image'
  | 'heading-first-rank'
  | 'heading-too-deep'
  | 'heading-empty'
  | 'heading-duplicate'
  | 'unknown-component'
  | 'component-here'
  | 'component-inline'
  | 'component-content'
  | 'attribute-unknown'
  | 'attribute-missing'
  | 'attribute-not-literal'
  | 'alt-missing'
  | 'link-relative'
  | 'link-not-https'
  | 'link-dead'
  | 'link-heading-dead';

/** Of a drawing. */
type DrawingCode =
  'svg-syntax' | 'svg-element' | 'svg-attribute' | 'svg-class' | 'svg-viewbox' | 'drawing-missing' | 'asset-unused';

/** Of what one file says of another. */
type ReferenceCode =
  | 'competence-unknown'
  | 'exercise-missing'
  | 'exercise-unused'
  | 'exercise-twice'
  | 'worksheet-missing'
  | 'worksheet-unused'
  | 'worksheet-twice'
  | 'prepare-unknown'
  | 'programme-module-unknown'
  | 'programme-module-twice'
  | 'programme-unit-unknown'
  | 'programme-session-unknown'
  | 'programme-station-twice'
  | 'released-missing'
  | 'released-malformed'
  | 'retired-exists';

/** Of the product's rules. */
type RuleCode =
  | 'duplicate-id'
  | 'choice-without-options'
  | 'options-without-choice'
  | 'unit-without-exercise'
  | 'unit-few-exercises'
  | 'unit-too-short'
  | 'unit-too-long'
  | 'module-without-unit'
  | 'module-without-session'
  | 'session-little-own-work'
  | 'guide-heading-missing'
  | 'guide-heading-unknown'
  | 'guide-heading-order';
