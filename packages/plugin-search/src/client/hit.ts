/** A page that was found, as a group of options: the page, and sections of it. */
import type { Hit, Marked } from '../query/found.js'
import { make } from './node.js'

/** @returns Nothing for a page with an address that is none of this site: an index may be anybody's. */
export function hitGroup(hit: Hit, id: string, language: string): HTMLElement | undefined {
  const address = ownAddress(hit.url)
  if (!address) return undefined
  const title = make('span', { class: 'search-title', id: `${id}-title`, dir: 'auto' }, ...marked(hit.title))
  const excerpt = make('span', { class: 'search-excerpt', dir: 'auto' }, ...marked(hit.excerpt))
  const page = option(address, id, 'search-page', title)
  if (hit.date)
    page.append(make('time', { class: 'search-date', datetime: hit.date }, dayOf(hit.date, language)))
  page.append(excerpt)
  const group = make('div', { class: 'search-hit', role: 'group', 'aria-labelledby': title.id }, page)
  for (const [at, { url, heading }] of hit.sections.entries()) {
    const section = ownAddress(url)
    if (!section || heading.length === 0) continue
    const text = make('span', { dir: 'auto' }, ...marked(heading))
    group.append(option(section, `${id}-${at}`, 'search-section', text))
  }
  return group
}

/** A link, so that it can be opened in a tab of its own; the keyboard stays in the field. */
function option(href: string, id: string, name: string, text: Node): HTMLAnchorElement {
  const attributes = { class: `search-option ${name}`, role: 'option', id, href, tabindex: '-1' }
  return make('a', { ...attributes, 'aria-selected': 'false' }, text)
}

function marked(pieces: Marked): (HTMLElement | string)[] {
  return pieces.map(({ text, isMatch }) => (isMatch ? make('mark', {}, text) : text))
}

/** An address of this site as the browser understands it, which knows more spellings of `javascript:` than we do. */
function ownAddress(url: string): string | undefined {
  try {
    const address = new URL(url, location.origin)
    return address.origin === location.origin && /^https?:$/.test(address.protocol) ? address.href : undefined
  } catch {
    return undefined
  }
}

/** The day as its author wrote it, wherever the reader is. */
function dayOf(date: string, language: string): string {
  const day = new Date(`${date.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(day.getTime())) return date
  return day.toLocaleDateString(language, { dateStyle: 'medium', timeZone: 'UTC' })
}
