import {
  definePlugin,
  type EmitContext,
  type Emitted,
  type Entry,
  type EntryView,
  type PluginMessage,
} from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { aliasOwnAddress, aliasTaken, aliasTwice } from './messages/alias.js'
import { optionsOf, optionsSchema } from './options.js'
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

const schema = optionsSchema<RedirectsOptions, typeof defaults>(defaults, () =>
  optionsOf({
    pages: z.optional(z.boolean('true or false')),
    files: z.optional(z.array(z.enum(['netlify', 'apache', 'nginx'], aHost), 'a list of hosts')),
  }),
)

type Settings = RedirectsOptions & typeof defaults

/** A former address of an entry that has a page. */
interface Alias {
  alias: string
  entry: EntryView & { permalink: string }
}

/**
 * Leads from the `aliases` of entries, their former addresses, to the addresses they have now: by a page at
 * each, which needs no server, and by the files that hosts read (status 301). A page of the site is never
 * replaced: the messages `alias-own-address`, `alias-taken` and `alias-twice` tell what can't be.
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
    check: async (context) => (await aliasesOf(context)).messages,
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
  for (const { alias, entry } of aliases) {
    const [from, to] = [await context.url(alias), await context.url(entry.permalink)]
    const redirect = { from, to, title: entry.title }
    redirects.push(redirect)
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

/** The former addresses that lead somewhere, sorted, and what is wrong with the others. */
async function aliasesOf(context: EmitContext): Promise<{ aliases: Alias[]; messages: PluginMessage[] }> {
  const pages = await context.pages()
  const addresses = new Map(pages.map(({ permalink }) => [placeOf(permalink), permalink]))
  const known = new Map<string, Alias>()
  const messages: PluginMessage[] = []
  for (const one of await allAliases(context)) {
    const { alias, entry } = one
    const place = placeOf(alias)
    const taken = addresses.get(place)
    const other = known.get(place)
    if (taken === entry.permalink) messages.push(aliasOwnAddress(alias, entry.path))
    else if (taken !== undefined) messages.push(aliasTaken(alias, taken, entry.path))
    else if (other) messages.push(aliasTwice(alias, other.entry.path, entry.path))
    else known.set(place, one)
  }
  const aliases = [...known.values()].sort((a, b) => (a.alias < b.alias ? -1 : 1))
  return { aliases, messages }
}

/** Of all entries with a page, sorted by id: also of those that are in no list. */
async function allAliases(context: EmitContext): Promise<Alias[]> {
  const ids = new Set((await context.pages()).flatMap(({ entry }) => entry ?? []))
  const entries = await Promise.all([...ids].sort().map((id) => context.entry(id)))
  return entries.flatMap((entry) => {
    if (entry?.permalink === undefined || !Array.isArray(entry.data.aliases)) return []
    const own = { ...entry, permalink: entry.permalink }
    return entry.data.aliases.map((alias) => ({ alias: String(alias), entry: own }))
  })
}

/** The file that answers an address, as hosts and disks see it that do not tell `A` from `a`. */
function placeOf(address: string): string {
  return fileOf(address).normalize('NFC').toLowerCase()
}

function fileOf(address: string): string {
  const path = address.slice(1)
  return path === '' || path.endsWith('/') ? `${path}index.html` : path
}
