/** Makes content of others harmless: the last step before its addresses are taken out. */
import type { Root } from 'hast'
import { defaultSchema, type Schema, sanitize } from 'hast-util-sanitize'
import { prefixIds } from './rehype-prefix-ids.js'

const attributes = defaultSchema.attributes ?? {}

/** Of a line of code. */
const lineNumber: [string, RegExp] = ['dataLine', /^\d{1,9}$/]

/** GitHub's schema, with the classes of our own steps and plugins, and some harmless elements. */
const schema: Schema = {
  ...defaultSchema,
  tagNames: [
    ...(defaultSchema.tagNames ?? []),
    ...['abbr', 'cite', 'dfn', 'figcaption', 'figure', 'mark', 'small', 'time', 'u', 'wbr'],
  ],
  attributes: {
    ...attributes,
    code: [['className', /^language-./, 'hljs', 'shiki', 'has-lines', 'has-numbers']],
    span: [['className', /^hljs-/, /^[a-z]+_$/, /^shiki-/, 'line'], lineNumber],
    ins: [...(attributes.ins ?? []), ['className', 'line'], lineNumber],
    del: [...(attributes.del ?? []), ['className', 'line'], lineNumber],
    mark: [['className', 'line'], lineNumber],
    figure: [['className', 'code']],
    div: [...(attributes.div ?? []), ['className', 'callout', /^callout-[a-z][a-z0-9-]*$/], ['role', 'note']],
  },
  strip: [
    'script',
    'style',
    'template',
    'iframe',
    'object',
    'noscript',
    'svg',
    'math',
    'textarea',
    'title',
    'xmp',
  ],
  // Ids are prefixed by a step of our own, together with what points at them.
  clobber: [],
}

/** A tree without scripts, styles, forms, embedded pages, unsafe addresses and unprefixed ids. */
export function sanitizeTree(tree: Root): Root {
  const clean = sanitize(tree, schema)
  const root: Root = clean.type === 'root' ? clean : { type: 'root', children: [] }
  prefixIds(root)
  return root
}
