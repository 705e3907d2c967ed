import { definePlugin, type EmitContext, type Emitted } from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { answerCrawlers, trainingCrawlers } from './ai-crawlers.js'
import { matching, optionsOf, optionsSchema } from './options.js'
import { version } from './version.js'

/** Options of `robots`. */
export interface RobotsOptions {
  /** Path of the sitemap that is named, or `false` for none. @default 'sitemap.xml' */
  sitemap?: string | false
  /** Names of crawlers that shall stay away from the whole site, such as `GPTBot`. @default [] */
  block?: string[]
  /**
   * Which crawlers of AI services are let in: all (`allow`), those that look for answers and not those that
   * collect for training (`search-only`), or none (`block`). Who keeps to it is up to them. @default 'allow'
   */
  ai?: 'allow' | 'search-only' | 'block'
}

const defaults = {
  sitemap: 'sitemap.xml' as string | false,
  block: [] as string[],
  ai: 'allow' as 'allow' | 'search-only' | 'block',
}

/** Who stays away, by option `ai`. */
const kept: Readonly<Record<typeof defaults.ai, readonly string[]>> = {
  allow: [],
  'search-only': trainingCrawlers,
  block: [...trainingCrawlers, ...answerCrawlers],
}

const aPath = 'a path such as `sitemap.xml`, or false'

const schema = optionsSchema<RobotsOptions, typeof defaults>(defaults, () =>
  optionsOf({
    sitemap: z.optional(z.union([z.literal(false), matching(/^[^\s/?#%\\][^\s?#%\\]*$/, aPath)], aPath)),
    block: z.optional(
      z.array(
        matching(/^[\w.-]+$/, 'the name of a crawler, made of letters, digits, `.`, `_` and `-`'),
        'a list of names',
      ),
    ),
    ai: z.optional(z.enum(['allow', 'search-only', 'block'], '`allow`, `search-only` or `block`')),
  }),
)

type Settings = RobotsOptions & typeof defaults

/**
 * A `robots.txt` that lets everybody in but those who are named, and tells where the sitemap is.
 * A file `public/robots.txt` takes its place.
 *
 * ```ts
 * plugins: [robots({ ai: 'search-only', block: ['SomeBot'] })]
 * ```
 */
export const robots = (options: RobotsOptions = {}) =>
  definePlugin({
    name: 'robots',
    version,
    options: { schema, given: options },
    emit: (context) => emitRobots(context, context.options),
  })

async function emitRobots(context: EmitContext, { sitemap, block, ai }: Settings): Promise<Emitted[]> {
  if ((await context.read('public/robots.txt')) !== undefined) return []
  const address = sitemap === false ? undefined : await context.absolute(`/${sitemap}`)
  const away = [...new Set([...kept[ai], ...block])]
  const groups = [
    'User-agent: *\nAllow: /\n',
    ...(away.length === 0 ? [] : [`${away.map((name) => `User-agent: ${name}\n`).join('')}Disallow: /\n`]),
    ...(address === undefined ? [] : [`Sitemap: ${address}\n`]),
  ]
  return [{ path: 'robots.txt', body: groups.join('\n') }]
}
