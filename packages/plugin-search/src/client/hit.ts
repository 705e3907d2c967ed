/** A page that was found, as a group of options: the page, and sections of it. */
import type { Hit, Marked } from '../query/found.js'
import { make, part } from './node.js'
import type { SearchWords } from './words.js'

/** @returns Nothing to see for a page with an address that is none of this site: an index may be anybody's. */
export function hitGroup(
  { url, title, collection, date, day, excerpt, sections }: Hit,
  id: string,
  words: SearchWords,
): Node | string {
  const heading = texts('title', title)
  heading.id = `${id}-title`
  const page = optionOf(url, id, 'page', heading)
  if (!page) return ''
  if (date) page.append(make('time', { class: 'search-date', datetime: date }, day ?? date))
  // A page without an entry, which would pass for one.
  else if (!collection) page.append(make('span', { class: 'search-date' }, words.list))
  page.append(texts('excerpt', excerpt))
  const group = part('hit', page)
  group.role = 'group'
  group.setAttribute('aria-labelledby', heading.id)
  for (const [at, { url, heading }] of sections.entries()) {
    group.append(optionOf(url, `${id}-${at}`, 'section', texts('heading', heading)) ?? '')
  }
  return group
}

/** A link, so that it can be opened in a tab of its own; the keyboard stays in the field. */
function optionOf(url: string, id: string, name: string, text: Node): HTMLElement | undefined {
  const href = ownAddress(url)
  if (!href) return undefined
  const names = `search-option search-${name}`
  return make('a', { class: names, role: 'option', id, tabindex: '-1', href, 'aria-selected': 'false' }, text)
}

function texts(name: string, pieces: Marked): HTMLElement {
  const marked = pieces.map(({ text, isMatch }) => (isMatch ? make('mark', {}, text) : text))
  return make('span', { class: `search-${name}`, dir: 'auto' }, ...marked)
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
