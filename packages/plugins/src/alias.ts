/** Former addresses of entries: which of them lead somewhere, and what is wrong with the others. */
import type { EmitContext, EntryView, PluginMessage, SiteFile } from '@blog-build/core/plugin'
import { aliasFile, aliasOwnAddress, aliasTaken, aliasTwice } from './messages/alias.js'

/** A former address of an entry that has a page. */
export interface Alias {
  alias: string
  entry: EntryView & { permalink: string }
}

/** One that leads to its entry. */
export interface LeadingAlias extends Alias {
  /** Other spellings that lead there too: `/old` for `/old/`, as many wrote and linked it. */
  others: string[]
}

/** The former addresses that lead somewhere, sorted, and what is wrong with the others. */
export async function aliasesOf(
  context: EmitContext,
): Promise<{ aliases: LeadingAlias[]; messages: PluginMessage[] }> {
  const pages = await context.pages()
  const addresses = new Map(pages.map(({ permalink }) => [placeOf(permalink), permalink]))
  const known = new Map<string, Alias>()
  const messages: PluginMessage[] = []
  for (const one of await allAliases(context)) {
    const { alias, entry } = one
    const place = placeOf(alias)
    const taken = inTheWay(alias, addresses) ?? addresses.get(placeOf(`${alias}/`))
    const other = known.get(place)
    if (taken === entry.permalink) messages.push(aliasOwnAddress(alias, entry.path))
    else if (taken !== undefined) messages.push(aliasTaken(alias, taken, entry.path))
    else if (other) messages.push(aliasTwice(alias, other.entry.path, entry.path))
    else known.set(place, one)
  }
  const aliases = [...known.values()].sort((a, b) => (a.alias < b.alias ? -1 : 1))
  const isFree = (address: string) => !addresses.has(placeOf(address)) && !known.has(placeOf(address))
  return { aliases: aliases.map((one) => ({ ...one, others: othersOf(one.alias).filter(isFree) })), messages }
}

/** Aliases that are the address of a file, or need a folder where a file is: a host would lead away from it. */
export function filesInTheWay(aliases: readonly LeadingAlias[], files: readonly SiteFile[]): PluginMessage[] {
  const places = new Map(files.map((file) => [placeOf(`/${file.path}`), file]))
  return aliases.flatMap(({ alias, others, entry }) => {
    const file = [alias, ...others]
      .map((address) => inTheWay(address, places))
      .find((one) => one !== undefined)
    return file === undefined ? [] : [aliasFile(alias, file, entry.path)]
  })
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

function othersOf(alias: string): string[] {
  return alias.endsWith('/') && alias !== '/' ? [alias.slice(0, -1)] : []
}

/** What lies at an address, or is a file where the address needs a folder. */
function inTheWay<T>(address: string, places: ReadonlyMap<string, T>): T | undefined {
  const parts = placeOf(address).split('/')
  const paths = parts.map((_, at) => parts.slice(0, parts.length - at).join('/'))
  const found = paths.find((path) => places.has(path))
  return found === undefined ? undefined : places.get(found)
}

/** The file that answers an address, as hosts and disks see it that do not tell `A` from `a`. */
function placeOf(address: string): string {
  return fileOf(address).normalize('NFC').toLowerCase()
}

/** The file that answers an address: `old/index.html` for `/old/`. */
export function fileOf(address: string): string {
  const path = address.slice(1)
  return path === '' || path.endsWith('/') ? `${path}index.html` : path
}
