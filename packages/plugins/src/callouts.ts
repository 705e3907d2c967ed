import { definePlugin, type UserConfig } from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { optionsOf, optionsSchema, type Refusal, words } from './options.js'
import type { RemarkCalloutsOptions } from './remark-callouts.js'
import { version } from './version.js'

/** Options of `callouts`. */
export interface CalloutsOptions {
  /**
   * What stands over a callout of each kind that has no title of its own. A new name is a new kind: `info` is
   * written `[!INFO]` or `:::info`, and has the class `callout-info`.
   * @default {}: `Note`, `Tip`, `Important`, `Warning` and `Caution` for the kinds of these names
   */
  labels?: Record<string, string>
  /** Whether `:::note` is a callout too. It is syntax that only remark-parse knows. @default false */
  directives?: boolean
}

const defaults = { labels: {} as Record<string, string>, directives: false }

/** What stands over the kinds that GitHub has. */
const ownLabels = { note: 'Note', tip: 'Tip', important: 'Important', warning: 'Warning', caution: 'Caution' }

const schema = optionsSchema<CalloutsOptions, typeof defaults>(
  defaults,
  () =>
    optionsOf({
      labels: z.optional(z.record(z.string(), words(), 'an object of labels by kind')),
      directives: z.optional(z.boolean('true or false')),
    }),
  refusalOf,
)

type Settings = CalloutsOptions & typeof defaults

/**
 * Notes, tips and warnings, as GitHub writes them, with a title if you like:
 *
 * ```md
 * > [!WARNING] Not with old data
 * > This deletes everything.
 * ```
 *
 * ```ts
 * plugins: [callouts({ labels: { note: 'Hinweis', info: 'Info' } })]
 * ```
 */
export const callouts = (options: CalloutsOptions = {}) =>
  definePlugin({
    name: 'callouts',
    version,
    options: { schema, given: options },
    config: (context, config) => (context.options.directives ? withDirectives(config) : config),
    remark: ({ options: { labels, directives } }) => {
      const options: RemarkCalloutsOptions = { labels: { ...ownLabels, ...labels }, directives }
      return [{ module: new URL('./remark-callouts.js', import.meta.url), options }]
    },
  })

/** The syntax is loaded by those only who want it, and comes before all plugins that know directives. */
function withDirectives(config: UserConfig): UserConfig {
  const { remark = [], ...markdown } = config.markdown ?? {}
  const syntax = { module: new URL('./remark-directive.js', import.meta.url) }
  return { ...config, markdown: { ...markdown, remark: [syntax, ...remark] } }
}

/** A kind whose name can't be a class or a directive. */
function refusalOf({ labels }: Settings): Refusal | undefined {
  const wrong = Object.keys(labels).find((kind) => !/^[a-z][a-z0-9-]*$/.test(kind))
  if (wrong === undefined) return undefined
  const message = 'the name of a kind is made of small letters, digits and `-`.'
  return { path: ['labels', wrong], message }
}
