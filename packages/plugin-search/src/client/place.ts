/** What the page says of a search: its language, its filters, and which search of several it is. */
import type { Search } from '../query/found.js'

/** Ids made of headings never have a capital letter. */
export function freeId(): string {
  let number = 1
  while (document.getElementById(`Search${number}-list`)) number++
  return `Search${number}`
}

/** BCP 47, for numbers and days; English where the page has none that browsers understand. */
export function languageOf(element: HTMLElement): string {
  try {
    return Intl.getCanonicalLocales(element.closest<HTMLElement>('[lang]')?.lang)[0] ?? 'en'
  } catch {
    return 'en'
  }
}

/** `filter-company="companies/klarna"`, by field. HTML has no capitals in names of attributes. */
export function fixedFilters(element: HTMLElement): Record<string, string[]> {
  const given = [...element.attributes].filter(({ name }) => name.startsWith('filter-'))
  return Object.fromEntries(
    given.map(({ name, value }) => [name.slice('filter-'.length).toLowerCase(), [value]]),
  )
}

/** The same, with fields as the index spells them. Nothing is asked of it where nothing is given. */
export async function spelled(
  given: Readonly<Record<string, string[]>>,
  search: Search,
): Promise<Record<string, string[]>> {
  const all = Object.entries(given)
  const fields = all.length > 0 ? await search.filters() : []
  return Object.fromEntries(
    all.map(([name, values]) => [
      fields.find(({ field }) => field.toLowerCase() === name)?.field ?? name,
      values,
    ]),
  )
}

/** In which parameter of the page's address the query stands. */
export function parameterOf(element: Element): string {
  return element.getAttribute('parameter') ?? 'q'
}

/** Of several searches, the first one of a kind has the parameter, or the key that opens it. */
export function isFirst(element: HTMLElement, isOfKind: (other: Element) => unknown): boolean {
  return [...document.querySelectorAll(element.localName)].find(isOfKind) === element
}

/** Absolute address of the folder of the index, as the element or the page names it; `''` where neither does. */
export function indexAddress(element: HTMLElement): string {
  const meta = document.head.querySelector<HTMLMetaElement>('meta[name="blog-search"]')
  const given = element.getAttribute('index') ?? meta?.content
  return given ? new URL(given.replace(/\/?$/, '/'), document.baseURI).href : ''
}
