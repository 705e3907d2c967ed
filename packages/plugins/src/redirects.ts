import {
  type CheckContext,
  definePlugin,
  type EmitContext,
  type Emitted,
  type Entry,
  type PluginMessage,
} from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { aliasesOf, fileOf, filesInTheWay } from './alias.js'
import { optionsOf, optionsSchema, type Refusal } from './options.js'
import { type Redirect, type RedirectHost, redirectFiles, toRedirectPage } from './redirect.js'
import { version } from './version.js'

/** Options of `redirects`. */
export interface RedirectsOptions {
  /** Whether there is a page at each former address, for hosts that only serve files. @default true */
  pages?: boolean
  /**
   * Files for hosts, beside the pages: `_redirects` for `netlify` and Cloudflare Pages, `.htaccess` for `apache`,
   * `redirects.nginx.conf` for `nginx`. @default []
   */
  files?: RedirectHost[]
}

const defaults = { pages: true, files: [] as RedirectHost[] }

const aHost = '`netlify`, `apache` or `nginx`'

const schema = optionsSchema<RedirectsOptions, typeof defaults>(
  defaults,
  () =>
    optionsOf({
      pages: z.optional(z.boolean('true or false')),
      files: z.optional(z.array(z.enum(['netlify', 'apache', 'nginx'], aHost), 'a list of hosts')),
    }),
  refusalOf,
)

type Settings = RedirectsOptions & typeof defaults

/**
 * Leads from the `aliases` of entries, their former addresses, to the addresses they have now: by a page at
 * each, which needs no server, and by the files that hosts read (status 301). A page of the site is never
 * replaced, nor is a file: the messages `alias-own-address`, `alias-taken`, `alias-file` and `alias-twice` tell what
 * can't be.
 *
 * ```ts
 * plugins: [redirects({ files: ['netlify'] })]
 * ```
 *
 * As every redirect leads to a page, and none begins at one, there are no circles.
 */
export const redirects = (options: RedirectsOptions = {}) =>
  definePlugin({
    name: 'redirects',
    version,
    options: { schema, given: options },
    entry: (_, entry) => withAliases(entry),
    emit: (context) => emitRedirects(context, context.options),
    check: (context) => checkAliases(context),
  })

/** Queries answer what is in `data`: there the checked addresses take the place of what was written. */
function withAliases(entry: Entry): Entry {
  const { aliases, data } = entry
  return aliases.length === 0 ? entry : { ...entry, data: { ...data, aliases: [...new Set(aliases)] } }
}

async function emitRedirects(context: EmitContext, { pages, files }: Settings): Promise<Emitted[]> {
  const { aliases } = await aliasesOf(context)
  const language = await context.config('language')
  const redirects: Redirect[] = []
  const emitted: Emitted[] = []
  for (const { alias, others, entry } of aliases) {
    const to = await context.url(entry.permalink)
    const redirect = { from: await context.url(alias), to, title: entry.title }
    redirects.push(redirect)
    for (const other of others) redirects.push({ ...redirect, from: await context.url(other) })
    const path = fileOf(alias)
    if (!pages || !/\.html?$/i.test(path)) continue
    const canonical = (await context.absolute(entry.permalink)) ?? to
    emitted.push({ path, body: toRedirectPage(redirect, canonical, language) })
  }
  if (redirects.length === 0) return []
  return [
    ...emitted,
    ...files.map((host) => ({
      path: redirectFiles[host].path,
      body: redirectFiles[host].write(redirects),
    })),
  ]
}

async function checkAliases(context: CheckContext): Promise<PluginMessage[]> {
  const { aliases, messages } = await aliasesOf(context)
  if (aliases.length === 0) return messages
  const files = (await context.files()).filter(({ owner }) => owner !== 'redirects')
  return [...messages, ...filesInTheWay(aliases, files)]
}

function refusalOf({ files }: Settings): Refusal | undefined {
  const twice = files.find((host, at) => files.indexOf(host) !== at)
  return twice && { path: ['files'], message: `\`${twice}\` stands there twice. Name each host once.` }
}
