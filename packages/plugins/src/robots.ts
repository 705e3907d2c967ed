import { definePlugin, type EmitContext, type Emitted } from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { matching, optionsOf, optionsSchema } from './options.js'
import { version } from './version.js'

/** Options of `robots`. */
export interface RobotsOptions {
  /** Path of the sitemap that is named, or `false` for none. @default 'sitemap.xml' */
  sitemap?: string | false
  /** Names of crawlers that shall stay away from the whole site, such as `GPTBot`. @default [] */
  block?: string[]
}

const defaults = { sitemap: 'sitemap.xml' as string | false, block: [] as string[] }

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
  }),
)

type Settings = RobotsOptions & typeof defaults

/**
 * A `robots.txt` that lets everybody in but those who are named, and tells where the sitemap is.
 * A file `public/robots.txt` takes its place.
 *
 * ```ts
 * plugins: [robots({ block: ['GPTBot', 'CCBot'] })]
 * ```
 */
export const robots = (options: RobotsOptions = {}) =>
  definePlugin({
    name: 'robots',
    version,
    options: { schema, given: options },
    emit: (context) => emitRobots(context, context.options),
  })

async function emitRobots(context: EmitContext, { sitemap, block }: Settings): Promise<Emitted[]> {
  if ((await context.read('public/robots.txt')) !== undefined) return []
  const address = sitemap === false ? undefined : await context.absolute(`/${sitemap}`)
  const groups = [
    'User-agent: *\nAllow: /\n',
    ...(block.length === 0 ? [] : [`${block.map((name) => `User-agent: ${name}\n`).join('')}Disallow: /\n`]),
    ...(address === undefined ? [] : [`Sitemap: ${address}\n`]),
  ]
  return [{ path: 'robots.txt', body: groups.join('\n') }]
}
