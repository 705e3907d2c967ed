import type { NavigationItem } from '../hooks/config.js'
import { collect } from '../hooks/driver.js'
import type { Where } from '../messages.js'
import type { EntryView, OwnedPage } from '../model.js'
import type { BuildContext, BuildTask } from './context.js'
import { collectionConfig, entry, permalink, published, view } from './entry-tasks.js'
import { siteContext, urlOf } from './hook-context.js'
import { index, type Located, located } from './index-tasks.js'
import { keepable } from './keepable.js'
import { ownPage, pageOfEntry, toPages } from './page.js'
import { placeOf } from './place.js'
import { standingOf } from './record-tasks.js'

const pagesOfEntries: BuildTask<null, OwnedPage[]> = {
  name: 'pages-of-entries',
  isOwn: true,
  async run(context) {
    const { byId } = await context.get(index, null)
    const all = Object.keys(byId)
    const isPublished = await context.all(published, all)
    const shown = all.filter((_, at) => isPublished[at])
    const addresses = await context.all(permalink, shown)
    const ids = shown.filter((_, at) => addresses[at] !== undefined)
    const views = await context.all(
      view,
      ids.map((id) => ({ id, fields: [] })),
    )
    const entries = await context.all(entry, ids)
    const pages = ids.map((id, at) => {
      const layout = entries[at]?.layout ?? collectionConfig(context, byId[id] as Located).layout
      return pageOfEntry(views[at] as EntryView, layout)
    })
    return { value: pages, messages: [] }
  },
}

/** Pages of a plugin: a task for each, so that what concerns one does not run the others again. */
const pagesOfPlugin: BuildTask<string, OwnedPage[]> = {
  name: 'pages-of-plugin',
  async run(context, name) {
    const plugin = context.plugin(name)
    const { value, messages } = await collect(plugin ? [plugin] : [], { hook: 'pages' }, (one) =>
      one.pages?.(siteContext(context, one)),
    )
    const kept = keepable(name, { hook: 'pages' }, { value: value[0]?.answer ?? [], messages }, [])
    return { ...kept, value: kept.value.map((page) => ownPage(page, name)) }
  },
}

export const pages: BuildTask<null, OwnedPage[]> = {
  name: 'pages',
  async run(context) {
    const ofEntries = await context.get(pagesOfEntries, null)
    const plugins = context.plugins('pages').map(({ name }) => name)
    const ofPlugins = (await context.all(pagesOfPlugin, plugins)).flat()
    const wheres = new Map<string, Where>()
    for (const id of entriesThatClash([...ofEntries, ...ofPlugins])) {
      wheres.set(id, await whereOf(context, id, ['permalink', 'slug']))
    }
    const merged = toPages(ofEntries, ofPlugins, (id) => wheres.get(id))
    return merged
  },
}

/** Entries whose address another page has too: only of these a message may need the place. */
function entriesThatClash(all: readonly OwnedPage[]): string[] {
  const owners = new Map<string, number>()
  for (const { permalink: at } of all) owners.set(at, (owners.get(at) ?? 0) + 1)
  return all.flatMap(({ permalink: at, entry: id }) =>
    id !== undefined && (owners.get(at) ?? 0) > 1 ? [id] : [],
  )
}

/** The file of an entry, and the first of the fields that its author wrote. */
export async function whereOf(context: BuildContext, id: string, fields: readonly string[]): Promise<Where> {
  const at = await context.get(located, id)
  if (!at) return {}
  const { path, places } = await standingOf(context, at)
  const field = fields.find((name) => Object.hasOwn(places, name)) ?? ''
  return { path, place: placeOf(places, field) }
}

/** As configured; otherwise a link to each page that asks for one, so that none can be dead. */
export const navigation: BuildTask<null, NavigationItem[]> = {
  name: 'navigation',
  async run(context) {
    const configured = context.config('navigation')
    const items = configured.length > 0 ? configured : linksTo(await context.get(pages, null))
    return { value: items.map((item) => ({ ...item, href: hrefOf(context, item.href) })), messages: [] }
  },
}

/** What its author escaped is not escaped once more. */
function hrefOf(context: BuildContext, href: string): string {
  return urlOf(context, href).replace(/%25(?=[\da-f]{2})/gi, '%')
}

function linksTo(planned: readonly OwnedPage[]): NavigationItem[] {
  return planned.flatMap(({ navigation: words, permalink: href }) =>
    words === undefined ? [] : [{ text: words, href }],
  )
}

export const pageTasks = [pagesOfEntries, pagesOfPlugin, pages, navigation] as const
