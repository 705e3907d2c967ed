/** A page through its layout, its slots filled with addresses. */
import { type ComponentType, h, isValidElement } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { StandardProps } from '../hooks/layout.js'
import type { Content, Html, Slot } from '../model.js'

/** Gives the text for a slot. */
export type FillSlot = (slot: Slot) => string

/** Content with its slots filled. */
export function fill(content: Content, fillSlot: FillSlot): string {
  let html = content.pieces[0] ?? ''
  content.slots.forEach((slot, index) => {
    html += fillSlot(slot) + (content.pieces[index + 1] ?? '')
  })
  return html
}

/** In props, content is a reference; the html stage puts the filled HTML in its place. */
export interface ContentReference {
  contentOf: string
}

/** Makes references to content, and tells its own from data that only looks like them. */
export interface References {
  /** What `context.content(id)` gives: typed as the HTML that the component will get. */
  to(id: string): Html
  /** Props in which whatever looks like a reference, but came from data, is one no more. */
  withoutForged(props: unknown): unknown
}

export function createReferences(): References {
  const own = new WeakSet<object>()
  const withoutForged = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(withoutForged)
    if (value instanceof Date || value instanceof Uint8Array) return value
    if ('contentOf' in value && own.has(value)) return value
    const copy = copyWith(value, withoutForged)
    // A second key is enough: a reference has one.
    return isReference(value) ? { ...copy, isData: true } : copy
  }
  return {
    to(id) {
      const reference: ContentReference = { contentOf: id }
      own.add(reference)
      return reference as unknown as Html
    },
    withoutForged,
  }
}

/** Ids of the contents that props refer to, in order, each once. */
export function contentsIn(props: unknown): string[] {
  const ids = new Set<string>()
  const visit = (value: unknown) => {
    if (!isHolder(value)) return
    if (Array.isArray(value)) for (const item of value) visit(item)
    else if (isReference(value)) ids.add(value.contentOf)
    else for (const key in value) visit(value[key])
  }
  visit(props)
  return [...ids]
}

/** Props with every reference replaced by its HTML; a copy, so that a component may sort what it gets. */
export function withContents(props: unknown, htmlOf: (id: string) => string): unknown {
  const filled = (value: unknown): unknown => {
    if (!isHolder(value)) return value
    if (Array.isArray(value)) return value.map(filled)
    return isReference(value) ? { __html: htmlOf(value.contentOf) } : copyWith(value, filled)
  }
  return filled(props)
}

function isReference(value: object): value is ContentReference {
  return 'contentOf' in value && typeof value.contentOf === 'string' && Object.keys(value).length === 1
}

/** Whether a value of props may hold others. */
function isHolder(value: unknown): value is Record<string, unknown> {
  const isObject = typeof value === 'object' && value !== null
  return isObject && !(value instanceof Date) && !(value instanceof Uint8Array)
}

const ordinary = { writable: true, enumerable: true, configurable: true }

/** Each page is copied twice, and a loop takes a third of the time that a list of pairs takes. */
function copyWith(value: object, change: (item: unknown) => unknown): Record<string, unknown> {
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    const item = change((value as Record<string, unknown>)[key])
    // By assignment it would become the prototype.
    if (key === '__proto__') Object.defineProperty(copy, key, { value: item, ...ordinary })
    else copy[key] = item
  }
  return copy
}

/** Where props hold an element of Preact, which is no plain data; a dotted path, or nothing. */
export function findElement(value: unknown): string | undefined {
  const keys = keysToElement(value)
  return keys?.reduce((path, key) => (path === '' ? key : `${path}.${key}`), '')
}

function keysToElement(value: unknown): string[] | undefined {
  if (!isHolder(value)) return undefined
  if (isValidElement(value)) return []
  for (const key of Object.keys(value)) {
    const found = keysToElement(value[key])
    if (found) return [key, ...found]
  }
  return undefined
}

/**
 * Renders a layout's component, or a plain document where the site has no layouts at all.
 *
 * @throws Error if the component gives nothing: an empty page is never meant. Promises render as nothing too.
 */
export function toHtml(
  component: ComponentType<never> | undefined,
  props: StandardProps & Record<string, unknown>,
): string {
  const body = renderToString(h((component ?? PlainDocument) as ComponentType<typeof props>, props))
  if (body === '')
    throw new Error('it renders nothing; it must not be async, what takes time belongs in `props`')
  return `<!doctype html>\n${body}\n`
}

/** What core renders without a theme: a title and the content. */
function PlainDocument({ site, page, content }: StandardProps & { content?: Html }) {
  const title = page.title ?? site.title
  return h('html', { lang: site.language }, [
    h('head', null, [
      h('meta', { charset: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width' }),
      h('title', null, title),
    ]),
    h('body', null, [
      h('main', null, [
        h('h1', null, title),
        content ? h('div', { dangerouslySetInnerHTML: content }) : null,
      ]),
    ]),
  ])
}
