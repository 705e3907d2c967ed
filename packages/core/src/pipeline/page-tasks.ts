/** From the sealed site to pages, and from pages to HTML. */
import type { ComponentType } from 'preact'
import { CodecError, encode } from '../engine/codec.js'
import { EngineError } from '../engine/error.js'
import type { NavigationItem } from '../hooks/config.js'
import { collect } from '../hooks/driver.js'
import { CodeFailure, harmless } from '../hooks/failure.js'
import type { EntryProps, StandardProps } from '../hooks/layout.js'
import { layoutFailed, layoutMissing, propsNotPlain } from '../messages/page.js'
import type { Where } from '../messages.js'
import type { EntryView, HeadElement, OwnedPage, Result } from '../model.js'
import { nearest } from '../nearest.js'
import { filled } from './content-tasks.js'
import type { BuildContext, BuildTask } from './context.js'
import { collectionConfig, entry, permalink, published, view } from './entry-tasks.js'
import { propsContext, siteContext, urlOf } from './hook-context.js'
import { contentsIn, createReferences, findElement, toHtml, withContents } from './html.js'
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
async function whereOf(context: BuildContext, id: string, fields: readonly string[]): Promise<Where> {
  const at = await context.get(located, id)
  if (!at) return {}
  const { path, places } = await standingOf(context, at)
  const field = fields.find((name) => Object.hasOwn(places, name)) ?? ''
  return { path, place: placeOf(places, field) }
}

const head: BuildTask<OwnedPage, HeadElement[]> = {
  name: 'head',
  isLazy: true,
  async run(context, page) {
    const given = await collect(
      context.plugins('head'),
      { hook: 'head', at: page.permalink },
      async (plugin) => {
        const elements = (await plugin.head?.(siteContext(context, plugin), page)) ?? []
        encode(elements)
        return elements
      },
    )
    return { value: given.value.flatMap(({ answer }) => answer), messages: given.messages }
  },
}

const props: BuildTask<OwnedPage, Record<string, unknown> | undefined> = {
  name: 'props',
  isLazy: true,
  async run(context, page) {
    const layout = context.layout(page.layout)
    try {
      const ask = layout?.module.props ?? entryProps
      const references = createReferences()
      const given = (await ask(propsContext(context, references), page)) ?? {}
      // First of all, since it is what refuses a circle.
      encode(given)
      const element = findElement(given)
      if (element !== undefined) return refused(page, layout?.path, element, 'an element')
      return { value: references.withoutForged(given) as Record<string, unknown>, messages: [] }
    } catch (error) {
      const thrown = harmless(error)
      if (thrown instanceof EngineError) throw thrown
      if (error instanceof CodecError) return refused(page, layout?.path, error.field, error.found)
      return {
        value: undefined,
        messages: [layoutFailed(page, whereIn(layout, page, thrown), 'props', thrown.message)],
      }
    }
  },
}

/** The line that it was thrown from, else the layout. */
function whereIn(layout: { path: string } | undefined, page: OwnedPage, thrown: Error): Where {
  const found = thrown instanceof CodeFailure ? thrown.where : {}
  return { path: layout?.path ?? page.layout, ...found }
}

function refused(page: OwnedPage, path: string | undefined, field: string, found: string): Result<undefined> {
  return { value: undefined, messages: [propsNotPlain(page, path ?? page.layout, field, found)] }
}

/** What a layout without `props` gets. */
async function entryProps(
  context: ReturnType<typeof propsContext>,
  page: OwnedPage,
): Promise<Partial<EntryProps> & Record<string, unknown>> {
  if (page.entry === undefined) return {}
  const { toc, words } = await context.outline(page.entry)
  const shown = await context.entry(page.entry)
  return {
    ...(shown && { entry: shown }),
    content: await context.content(page.entry),
    toc,
    minutes: Math.max(1, Math.round(words / 220)),
    ...(await context.neighbours(page.entry)),
  }
}

/** A page as HTML; nothing if its layout failed, which a message says. */
export const html: BuildTask<OwnedPage, string | undefined> = {
  name: 'html',
  isLazy: true,
  keep: 'hash',
  isOwn: true,
  async run(context, page) {
    const layout = context.layout(page.layout)
    // Asked only where it matters: a new layout concerns no page that has its own.
    const names = layout ? [] : context.layoutNames()
    if (names.length > 0) {
      const where = page.entry === undefined ? {} : await whereOf(context, page.entry, ['layout'])
      const near = nearest(page.layout, names)
      return {
        value: undefined,
        messages: [layoutMissing(page, where, names, near)],
      }
    }
    const own = await context.get(props, page)
    if (!own) return { value: undefined, messages: [] }
    const ids = contentsIn(own)
    const texts = await context.all(
      filled,
      ids.map((id) => ({ id, absolute: false })),
    )
    const withHtml = withContents(own, (id) => texts[ids.indexOf(id)] ?? '') as Record<string, unknown>
    const standard = await standardProps(context, page)
    const render = () => toHtml(layout?.module.default as ComponentType<never>, { ...withHtml, ...standard })
    try {
      const value = layout?.around ? layout.around(page.permalink, render) : render()
      return { value, messages: [] }
    } catch (error) {
      const thrown = harmless(error)
      return {
        value: undefined,
        messages: [layoutFailed(page, whereIn(layout, page, thrown), 'component', thrown.message)],
      }
    }
  },
}

/** As configured; otherwise a link to each page that asks for one, so that none can be dead. */
const navigation: BuildTask<null, NavigationItem[]> = {
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

/** Which plugins' scripts and styles a page asks for. */
const links: BuildTask<OwnedPage, { scripts: string[]; styles: string[] }> = {
  name: 'links',
  isLazy: true,
  async run(context, page) {
    const call = { hook: 'client.when', at: page.permalink } as const
    const asked = await collect(context.plugins('client'), call, (plugin) => {
      const { client } = plugin
      return client?.when ? client.when(siteContext(context, plugin), page) : true
    })
    const clients = asked.value.flatMap(({ plugin, answer }) =>
      answer === true ? (context.clients().get(plugin) ?? []) : [],
    )
    const addresses = (paths: (string | undefined)[]) =>
      paths.flatMap((path) => (path === undefined ? [] : [urlOf(context, `/${path}`)]))
    const scripts = addresses(clients.map(({ script }) => script))
    const styles = addresses(clients.map(({ style }) => style))
    return { value: { scripts, styles }, messages: asked.messages }
  },
}

async function standardProps(context: BuildContext, page: OwnedPage): Promise<StandardProps> {
  const author = context.config('author')
  const styles = context.styles()
  const { permalink: address, layout, title, description, params } = page
  // Most sites have no code for the browser: then no page has a task for it.
  const isLinked = context.plugins('client').length > 0
  const own = isLinked ? await context.get(links, page) : { scripts: [], styles: [] }
  return {
    site: {
      title: context.config('title'),
      description: context.config('description'),
      language: context.config('language'),
      ...(author === undefined ? {} : { author }),
      home: urlOf(context, '/'),
      navigation: await context.get(navigation, null),
    },
    page: {
      permalink: address,
      url: urlOf(context, address),
      layout,
      params,
      ...(title === undefined ? {} : { title }),
      ...(description === undefined ? {} : { description }),
    },
    head: await context.get(head, page),
    styles: [...own.styles, ...(styles ? [urlOf(context, `/${styles.path}`)] : [])],
    scripts: own.scripts,
  }
}

export const pageTasks = [pagesOfEntries, pagesOfPlugin, pages, navigation, head, links, props, html] as const
