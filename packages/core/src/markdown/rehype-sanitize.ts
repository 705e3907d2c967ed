/** Makes content of others harmless: the last step before its addresses are taken out. */
import type { Root } from 'hast'
import { defaultSchema, type Schema, sanitize } from 'hast-util-sanitize'
import { prefixIds } from './rehype-prefix-ids.js'

const attributes = defaultSchema.attributes ?? {}

/** GitHub's schema, with the classes of our own steps and some harmless elements. */
const schema: Schema = {
  ...defaultSchema,
  tagNames: [
    ...(defaultSchema.tagNames ?? []),
    ...['abbr', 'cite', 'dfn', 'figcaption', 'figure', 'mark', 'small', 'time', 'u', 'wbr'],
  ],
  attributes: {
    ...attributes,
    code: [['className', /^language-./, 'hljs']],
    span: [['className', /^hljs-/, /^[a-z]+_$/]],
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
