/** What a page is made of, beside its own text. */

/** A file that the page uses. */
export interface Use {
  address: string
  /** It is linked as a style sheet, so that it can be exchanged where it stands. */
  isStyleSheet: boolean
}

/** Those of the addresses that the page uses. */
export function usesOf(addresses: readonly string[]): Use[] {
  if (addresses.length === 0) return []
  const sheets = new Set(sheetLinks().map(({ href }) => pathOf(href)))
  const others = new Set([...loaded(), ...named()].map(pathOf))
  return addresses
    .map((address) => ({ address, isStyleSheet: sheets.has(pathOf(address)) }))
    .filter(({ address, isStyleSheet }) => isStyleSheet || others.has(pathOf(address)))
}

/** The style sheets that the page links. */
export function sheetLinks(): HTMLLinkElement[] {
  return [...document.querySelectorAll<HTMLLinkElement>('link[rel~="stylesheet" i][href]')]
}

/** The path of an address of this origin; `''` for others. The same path is spelled in one way only. */
export function pathOf(address: string): string {
  try {
    const { origin, pathname } = new URL(address, document.baseURI)
    return origin === location.origin ? decodeURIComponent(pathname).replace(/(?<=\/)index\.html$/, '') : ''
  } catch {
    return ''
  }
}

/** What was loaded: also what style sheets and scripts asked for. */
function loaded(): string[] {
  return performance.getEntriesByType('resource').map(({ name }) => name)
}

/** What elements name, should the browser's own list be full. Links to other pages are not among it. */
function named(): string[] {
  const elements = document.querySelectorAll('link[href], [src], [poster], object[data], [srcset]')
  return [...elements].flatMap((element) =>
    ['href', 'src', 'poster', 'data']
      .flatMap((name) => element.getAttribute(name) ?? [])
      .concat(candidates(element)),
  )
}

function candidates(element: Element): string[] {
  const list = element.getAttribute('srcset') ?? ''
  return list
    .split(',')
    .map((candidate) => candidate.trim().split(/\s/)[0] ?? '')
    .filter((address) => address !== '')
}
