/** The form of `blog.config.ts`. Each requirement completes the sentence "`field` must be …". */
import { z } from 'zod'
import { hookKinds } from '../hooks/hook.js'

const text = z.string({ error: 'text' })
const words = text.refine((value) => value.trim() !== '', { error: 'text that is not empty' })
const flag = z.boolean({ error: '`true` or `false`' })
const count = z
  .number({ error: 'a whole number above 0' })
  .int({ error: 'a whole number above 0' })
  .positive({
    error: 'a whole number above 0',
  })
const object = { error: 'an object' }
const list = { error: 'a list' }

const isFunction = (value: unknown) => typeof value === 'function'
const isPlugin = (value: unknown): boolean =>
  typeof value === 'string' ? value.trim() !== '' : isFunction(value) || isPreset(value)
const isPreset = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  ('plugins' in value || 'settings' in value)

const markdownPlugin = z.custom((value) => (Array.isArray(value) ? isPlugin(value[0]) : isPlugin(value)), {
  error: 'the name of a package, a plugin function, or a list of one of these and its options',
})

const schema = z.custom(
  (value) => {
    const holder = value as { '~standard'?: { validate?: unknown } } | null
    return (typeof value === 'object' || isFunction(value)) && isFunction(holder?.['~standard']?.validate)
  },
  { error: 'a schema, for example of Zod, Valibot or ArkType' },
)

const collection = z.strictObject(
  {
    schema: schema.optional(),
    permalink: z
      .custom((value) => value === false || (typeof value === 'string' && value.startsWith('/')), {
        error: 'an address that begins with `/`, or `false`',
      })
      .optional(),
    sort: words.optional(),
    layout: words.optional(),
    feed: flag.optional(),
  },
  object,
)

const markdown = z.strictObject(
  {
    parser: z.enum(['auto', 'remark'], { error: "'auto' or 'remark'" }).optional(),
    gfm: flag.optional(),
    highlight: flag.optional(),
    remark: z.array(markdownPlugin, list).optional(),
    rehype: z.array(markdownPlugin, list).optional(),
    limits: z
      .strictObject({ size: count.optional(), depth: count.optional(), cells: count.optional() }, object)
      .optional(),
  },
  object,
)

const navigationItem = z.strictObject(
  {
    text: words,
    href: text.refine((href) => /^(\/(?!\/)|https?:\/\/|mailto:)/i.test(href), {
      error: 'an address that begins with `/`, `http://`, `https://` or `mailto:`',
    }),
  },
  object,
)

const hook = z.custom(isFunction, { error: 'a function' }).optional()
const unified = z.array(markdownPlugin, list).optional()
const hooks = Object.fromEntries(Object.keys(hookKinds).map((name) => [name, hook]))

const plugin = z.strictObject(
  {
    ...hooks,
    remark: unified,
    rehype: unified,
    name: words,
    version: text.optional(),
    options: z.unknown().optional(),
    tasks: z.custom((value) => typeof value === 'object' && value !== null, object).optional(),
  },
  {
    error: ({ input }) =>
      isFunction(input) ? 'a plugin; call the function that makes it' : 'a plugin, or `false`',
  },
)

/** Checks form only; what a value means is checked in `config.ts`. Unknown keys are errors. */
export const configSchema: z.ZodType = z.strictObject(
  {
    title: words.optional(),
    description: text.optional(),
    url: words.optional(),
    base: text.optional(),
    language: words.optional(),
    timeZone: words.optional(),
    author: words.optional(),
    out: words.optional(),
    perPage: count.optional(),
    navigation: z.array(navigationItem, list).optional(),
    collections: z.record(z.string(), collection, object).optional(),
    markdown: markdown.optional(),
    plugins: z
      .array(z.custom((value) => value === false || value === undefined || value === null).or(plugin), list)
      .optional(),
  },
  object,
)

const limits = ['size', 'depth', 'cells']

/** The keys that an object of the configuration may have, by its path; for suggestions. */
export function knownKeys(path: readonly PropertyKey[]): string[] {
  const [first, second] = path
  if (first === undefined) return Object.keys((configSchema as z.ZodObject).shape)
  if (first === 'collections') return Object.keys(collection.shape)
  if (first === 'navigation') return Object.keys(navigationItem.shape)
  if (first === 'plugins') return Object.keys(plugin.shape)
  if (first === 'markdown') return second === 'limits' ? limits : Object.keys(markdown.shape)
  return []
}
