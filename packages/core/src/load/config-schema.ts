/** The form of `blog.config.ts`. Each requirement completes the sentence "`field` must be …". */
import * as z from 'zod/mini'
import { isMarkdownModule } from '../hooks/config.js'
import { hookKinds } from '../hooks/hook.js'

const text = z.string({ error: 'text' })
const words = text.check(z.refine((value) => value.trim() !== '', { error: 'text that is not empty' }))
/** Each message of a plugin shows it. */
const name = words.check(
  z.refine((value) => value.length <= 100 && !/\p{C}/u.test(value), {
    error: 'a name of at most 100 characters that can be shown',
  }),
)
const flag = z.boolean({ error: '`true` or `false`' })
const aCount = { error: 'a whole number above 0' }
const count = z.int(aCount).check(z.positive(aCount))
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

const moduleKeys = ['module', 'export', 'options']
const isModule = (value: unknown) =>
  isMarkdownModule(value) &&
  Object.keys(value).every((key) => moduleKeys.includes(key)) &&
  (value.export === undefined || typeof value.export === 'string')

/** Whether something has the form of a remark or rehype plugin. */
export const isMarkdownPlugin = (value: unknown): boolean =>
  isModule(value) || (Array.isArray(value) ? isPlugin(value[0]) : isPlugin(value))

const markdownPlugin = z.custom(isMarkdownPlugin, {
  error:
    'the name of a package, a plugin function, a list of one of these and its options, or `{ module, export, options }`',
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
    schema: z.optional(schema),
    permalink: z.optional(
      z.custom((value) => value === false || (typeof value === 'string' && value.startsWith('/')), {
        error: 'an address that begins with `/`, or `false`',
      }),
    ),
    sort: z.optional(words),
    layout: z.optional(words),
    feed: z.optional(flag),
  },
  object,
)

const markdown = z.strictObject(
  {
    parser: z.optional(z.enum(['auto', 'remark'], { error: "'auto' or 'remark'" })),
    gfm: z.optional(flag),
    highlight: z.optional(flag),
    remark: z.optional(z.array(markdownPlugin, list)),
    rehype: z.optional(z.array(markdownPlugin, list)),
    remarkRehype: z.optional(z.record(z.string(), z.unknown(), object)),
    limits: z.optional(
      z.strictObject({ size: z.optional(count), depth: z.optional(count), cells: z.optional(count) }, object),
    ),
  },
  object,
)

const navigationItem = z.strictObject(
  {
    text: words,
    href: text.check(
      z.refine((href) => /^(\/(?!\/)|https?:\/\/|mailto:)/i.test(href), {
        error: 'an address that begins with `/`, `http://`, `https://` or `mailto:`',
      }),
    ),
  },
  object,
)

const hook = z.optional(z.custom(isFunction, { error: 'a function' }))
const unified = z.optional(
  z.custom((value) => isFunction(value) || (Array.isArray(value) && value.every(isMarkdownPlugin)), {
    error: 'a list of plugins of unified, or a function that gives one',
  }),
)
const isService = (value: unknown) =>
  typeof value === 'object' && value !== null && typeof (value as { service?: unknown }).service === 'string'
const services = z.optional(
  z.array(z.custom(isService, { error: 'a service, as `defineService` makes it' }), {
    error: 'a list of services',
  }),
)
const pluginOptions = z.optional(
  z.strictObject(
    { schema, given: z.optional(z.unknown()) },
    { error: '`{ schema, given }`: what checks the options, and what the plugin was called with' },
  ),
)
const file = z.optional(
  z.custom(
    (value) =>
      (value instanceof URL && value.protocol === 'file:') || (typeof value === 'string' && value !== ''),
    {
      error: 'the path of a file, or a URL of one',
    },
  ),
)
const script = z.optional(
  z.union([z.custom(isFunction), file], {
    error: 'the path of a file, a URL of one, or a function that gives it',
  }),
)
const functions = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.values(value).every(isFunction)
const tasks = z.custom(functions, { error: 'an object of functions' }).check(
  z.refine((value) => !Object.hasOwn(value as object, 'then'), {
    error: 'an object without `then`, since what has one is taken for a promise; call that task otherwise',
  }),
)
const hooks = Object.fromEntries(Object.keys(hookKinds).map((name) => [name, hook]))

const pluginShape = z.strictObject(
  {
    ...hooks,
    remark: unified,
    rehype: unified,
    name,
    version: z.optional(text),
    options: pluginOptions,
    requires: services,
    provides: services,
    order: z.optional(z.enum(['pre', 'post'], { error: "'pre' or 'post'" })),
    collections: z.optional(z.record(z.string(), collection, object)),
    tasks: z.optional(tasks),
    forget: z.optional(z.array(text, list)),
    compute: file,
    client: z.optional(z.strictObject({ script, style: file, when: hook }, object)),
  },
  {
    error: ({ input }) =>
      isFunction(input) ? 'a plugin; call the function that makes it' : 'a plugin, or `false`',
  },
)

/** Of each name that it forgets it has a task. */
const plugin = pluginShape.check(({ value, issues }) => {
  const { forget = [], tasks = {} } = value
  for (const [at, name] of forget.entries()) {
    if (Object.hasOwn(tasks as object, name)) continue
    issues.push({
      code: 'custom',
      input: name,
      path: ['forget', at],
      message: 'the name of one of its tasks',
    })
  }
})

/** Checks form only; what a value means is checked in `config.ts`. Unknown keys are errors. */
export const configSchema: z.ZodMiniType = z.strictObject(
  {
    title: z.optional(words),
    description: z.optional(text),
    url: z.optional(words),
    base: z.optional(text),
    language: z.optional(words),
    timeZone: z.optional(words),
    author: z.optional(words),
    out: z.optional(words),
    perPage: z.optional(count),
    navigation: z.optional(z.array(navigationItem, list)),
    collections: z.optional(z.record(z.string(), collection, object)),
    markdown: z.optional(markdown),
    plugins: z.optional(
      z.array(
        z.union([z.custom((value) => value === false || value === undefined || value === null), plugin]),
        list,
      ),
    ),
  },
  object,
)

const limits = ['size', 'depth', 'cells']

/** The keys that an object of the configuration may have, by its path; for suggestions. */
export function knownKeys(path: readonly PropertyKey[]): string[] {
  const [first, second] = path
  if (first === undefined) return Object.keys((configSchema as z.ZodMiniObject).shape)
  if (first === 'collections') return Object.keys(collection.shape)
  if (first === 'navigation') return Object.keys(navigationItem.shape)
  if (first === 'plugins') return Object.keys(plugin.shape)
  if (first === 'markdown') return second === 'limits' ? limits : Object.keys(markdown.shape)
  return []
}
