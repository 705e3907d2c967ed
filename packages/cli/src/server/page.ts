/** A page as the browser gets it under `watch`: as it lies on the disk, and one script. */
import { hash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { Found, FoundFile } from './current-site.js'
import { isPage, type ServedFile } from './snapshot.js'

/** What is known of a page, to tell later whether the browser still shows it as it is. */
export interface PageState {
  /** Stays the same when nothing changes but the addresses of style sheets. */
  identity: string
  /** Addresses of the style sheets that go by changing names, in the order in which the page names them. */
  styles: readonly string[]
}

/** Larger ones are sent as they are. */
const maxSize = 16_000_000

/** Whether a file is a page that gets the script. */
export function getsScript({ file, opened }: FoundFile): boolean {
  return isPage(file.path) && opened.size <= maxSize
}

/** The bytes of a page, each as one character: what is looked for in it is ASCII, whatever encoding it has. */
export async function readPage({ opened }: FoundFile): Promise<string> {
  return (await buffer(opened.handle.createReadStream({ start: 0, autoClose: false }))).toString('latin1')
}

/** The state of whatever was found; nothing if that is not to be said now. Closes it. */
export async function stateOf(found: Found): Promise<PageState | undefined> {
  if (found.kind === 'late') return undefined
  if (found.kind !== 'file') return { identity: found.kind, styles: [] }
  try {
    if (!getsScript(found)) return { identity: 'file', styles: [] }
    const { file, status, snapshot, isListed } = found
    const key = `${status} ${snapshot.styles.join(' ')}`
    const known = states.get(file)
    if (isListed && known?.key === key) return known.state
    const state = stateOfPage(found, await readPage(found))
    if (isListed) states.set(file, { key, state })
    return state
  } finally {
    await found.opened.handle.close()
  }
}

/** Of pages that are open in a browser; a file that gets other bytes is another key. */
const states = new WeakMap<ServedFile, { key: string; state: PageState }>()

/** The state of a page that was read. */
export function stateOfPage({ status, snapshot }: FoundFile, html: string): PageState {
  const styles: string[] = []
  const constant =
    snapshot.styles.length === 0
      ? html
      : html.replace(new RegExp(snapshot.styles.map(escaped).join('|'), 'g'), (address) => {
          styles.push(address)
          return '\0'
        })
  return { identity: `${status}-${hash('sha256', constant, 'base64url').slice(0, 22)}`, styles }
}

function escaped(address: string): string {
  return address.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** The tag of the script. It says what the page is, and holds nothing of the site's text. */
export function scriptTag(prefix: string, { identity, styles }: PageState, seen: number): string {
  const list = JSON.stringify(styles)
    .replaceAll('&', '&amp;')
    .replaceAll("'", '&#39;')
    .replaceAll('<', '&lt;')
  return `<script src="${prefix}client.js" data-identity="${identity}" data-seen="${seen}" data-styles='${list}' defer></script>`
}

/** The page with a tag at the end of its head or, where it shows none, at its own end. */
export function withTag(html: string, tag: string): Buffer {
  const at = endOfHead(html) ?? html.length
  return Buffer.from(html.slice(0, at) + tag + html.slice(at), 'latin1')
}

/** What these hold is no markup, or not the page's own. */
const opaque = new Set(['script', 'style', 'title', 'noscript', 'template', 'textarea', 'noframes'])

/**
 * Where the head ends, found as a browser reads: not in a comment, a script or the value of an attribute. Looks at each
 * character once, however the page is broken.
 */
function endOfHead(html: string): number | undefined {
  const lower = html.toLowerCase()
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at)) {
    // By `startsWith`, V8 looks through the whole text once the function is optimised: minutes for a hostile page.
    if (html.slice(at, at + 4) === '<!--') at = after(html, '-->', at + 2)
    else {
      tagStart.lastIndex = at
      const [, slash, name] = tagStart.exec(lower) ?? []
      if (name === undefined) at += 1
      else if ((name === 'head' && slash) || name === 'body') return at
      else {
        at = endOfTag(html, at)
        if (at >= 0 && !slash && opaque.has(name)) at = after(lower, `</${name}`, at)
      }
    }
    if (at < 0) return undefined
  }
  return undefined
}

const tagStart = /<(\/?)([a-z][a-z0-9-]*)(?=[\s/>])/y

function after(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from)
  return at < 0 ? -1 : at + what.length
}

/** The place after the `>` of a tag; quoted values may hold one. */
function endOfTag(html: string, from: number): number {
  const end = /["'>]/g
  for (let at = from; ; ) {
    end.lastIndex = at
    const found = end.exec(html)
    if (!found) return -1
    if (found[0] === '>') return found.index + 1
    at = after(html, found[0], found.index + 1)
    if (at < 0) return -1
  }
}
