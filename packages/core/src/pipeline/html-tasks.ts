/** From pages to HTML. */
import type { ComponentType } from 'preact'
import { CodecError, encode } from '../engine/codec.js'
import { EngineError } from '../engine/error.js'
import { collect } from '../hooks/driver.js'
import { CodeFailure, harmless } from '../hooks/failure.js'
import type { EntryProps, StandardProps } from '../hooks/layout.js'
import { layoutFailed, layoutMissing, propsNotPlain } from '../messages/page.js'
import type { Where } from '../messages.js'
import type { HeadElement, OwnedPage, Result } from '../model.js'
import { nearest } from '../nearest.js'
import { filled } from './content-tasks.js'
import type { BuildContext, BuildTask } from './context.js'
import { propsContext, siteContext, urlOf } from './hook-context.js'
import { contentsIn, createReferences, findElement, toHtml, withContents } from './html.js'
import { navigation, whereOf } from './page-tasks.js'

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

/** Which plugins' scripts and styles a page asks for; where no plugin chooses its pages, for all of them at once. */
const links: BuildTask<OwnedPage | null, { scripts: string[]; styles: string[] }> = {
  name: 'links',
  isLazy: true,
  async run(context, page) {
    const call = { hook: 'client.when', ...(page && { at: page.permalink }) } as const
    const asked = await collect(context.plugins('client'), call, (plugin) => {
      const { client } = plugin
      return page && client?.when ? client.when(siteContext(context, plugin), page) : true
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
  // Most sites have no code for the browser, or the same on each page: then no page has a task for it.
  const clients = context.plugins('client')
  const isChosen = clients.some(({ client }) => client?.when)
  const own =
    clients.length > 0 ? await context.get(links, isChosen ? page : null) : { scripts: [], styles: [] }
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

export const htmlTasks = [head, links, props, html] as const
