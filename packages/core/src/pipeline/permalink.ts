import type { ResolvedCollection } from '../hooks/config.js'
import {
  outputPathUnsafe,
  patternUnsafe,
  permalinkDate,
  permalinkField,
  permalinkUnsafe,
  slugUnsafe,
} from '../messages/path.js'
import type { Where } from '../messages.js'
import type { Entry, Message, Permalink, Place, Result } from '../model.js'
import { datePrefix, toParts } from './date.js'
import { checkOutputPath } from './output-path.js'
import { placeOf } from './place.js'
import { slugify } from './slug.js'

/** An address in normal form, or why the text is none. */
export type PermalinkReading = { permalink: Permalink } | { problem: string }

/** Addresses that end so are files; all others are folders and get a `/` at the end. */
const fileExtension = /\.(?:html?|xhtml|xml|txt|json|rss|atom|ics|csv)$/i

/**
 * The address of an entry: its own `permalink`, else the pattern of its collection, filled. Made from path
 * and frontmatter only. Nothing for an entry without a page, and nothing but messages for one whose address
 * can't be made.
 *
 * @param places Where the entry's fields stand, for messages.
 */
export function toPermalink(
  entry: Entry,
  config: ResolvedCollection,
  places: Record<string, Place> = {},
): Result<Permalink | undefined> {
  const at = (field: string): Where => ({ path: entry.path, place: placeOf(places, field) })
  const own = entry.permalink
  if (own !== undefined) return read(own, (problem) => permalinkUnsafe(at('permalink'), own, problem))
  if (config.permalink === false) return { value: undefined, messages: [] }
  if (entry.id === 'pages/index') return { value: '/', messages: [] }
  const pattern = config.permalink
  const messages: Message[] = []
  const text = pattern.replace(/:([A-Za-z_]\w*)/g, (_, name: string) => {
    const filled = fill(entry, name)
    if (typeof filled === 'string') return filled
    const say = filled.missing === 'date' ? permalinkDate : permalinkField
    messages.push(say(at(name), pattern, name))
    return ''
  })
  const climbing = entry.slug?.split(/[\\/]/).find((part) => part === '.' || part === '..')
  if (climbing !== undefined) messages.push(slugUnsafe(at('slug'), entry.slug as string, climbing))
  if (messages.length > 0) return { value: undefined, messages }
  // The slug of a collection's own `index` is empty: `/posts/:slug/` is `/posts/` then.
  const made = text.replace(/\/{2,}/g, '/')
  return read(made, (problem) => patternUnsafe(at('slug'), made, pattern, problem))
}

/**
 * Checks an address and brings it into normal form: NFC, `/` at the end unless it names a file
 * (`/404.html`), no `index.html` at the end. Written are the characters themselves, so there is no `%`.
 */
export function normalisePermalink(text: string): PermalinkReading {
  if (!text.startsWith('/')) return { problem: 'it does not begin with `/`' }
  if (/[?#]/.test(text)) return { problem: 'it contains `?` or `#`' }
  if (text.includes('%')) return { problem: 'it contains `%`; write the character itself' }
  const plain = text.normalize('NFC').replace(/\/index\.html$/, '/')
  if (plain === '/') return { permalink: '/' }
  const isFile = fileExtension.test(plain)
  const permalink = isFile || plain.endsWith('/') ? plain : `${plain}/`
  const [problem] = checkOutputPath(fileOf(permalink))
  return problem === undefined ? { permalink } : { problem }
}

/** What looks like the extension of a file, by which other systems addressed their pages: `.php`, `.aspx`. */
const foreignExtension = /[^/]\.[a-z][a-z0-9]{0,7}$/i

/**
 * Checks a former address, at which another system may have served a file of any kind: `/hello.php` stays as it is
 * written. All else is as for present ones.
 */
export function normaliseAlias(text: string): PermalinkReading {
  const reading = normalisePermalink(text)
  if ('problem' in reading) return reading
  const written = text.normalize('NFC')
  const isFile = foreignExtension.test(written) && reading.permalink === `${written}/`
  return isFile ? { permalink: written } : reading
}

/**
 * Why a permalink that code made can't be an address, in words; nothing if it can. It must be in normal form
 * already: elsewhere it serves as a key.
 */
export function checkPermalink(permalink: Permalink): string | undefined {
  const reading = normalisePermalink(permalink)
  if ('problem' in reading) return reading.problem
  return reading.permalink === permalink ? undefined : `its normal form is \`${reading.permalink}\``
}

/**
 * The file that answers a permalink, relative to the output folder: `/a/b/` is `a/b/index.html`,
 * `/404.html` is `404.html`. Nothing, and `output-path-unsafe`, if the permalink is none.
 *
 * @param where The file and place that the message points at.
 */
export function outputPathOf(permalink: Permalink, where: Where = {}): Result<string | undefined> {
  const reading = normalisePermalink(permalink)
  if ('permalink' in reading) return { value: fileOf(reading.permalink), messages: [] }
  return { value: undefined, messages: [outputPathUnsafe(where, permalink, [reading.problem])] }
}

function read(text: string, say: (problem: string) => Message): Result<Permalink | undefined> {
  const reading = normalisePermalink(text)
  if ('permalink' in reading) return { value: reading.permalink, messages: [] }
  return { value: undefined, messages: [say(reading.problem)] }
}

/** The file of an address in normal form: it ends with `/` or a known extension. */
export function fileOf(permalink: Permalink): string {
  const path = permalink.slice(1)
  return path === '' || path.endsWith('/') ? `${path}index.html` : path
}

/** The text for one `:name` of a pattern; each part between `/` is a slug. */
function fill(entry: Entry, name: string): string | { missing: 'date' | 'field' } {
  if (name === 'slug') return slugOf(entry)
  if (name === 'id') return entry.id.split('/').map(slugify).join('/')
  if (name === 'collection') return slugify(entry.collection)
  if (name === 'year' || name === 'month' || name === 'day') {
    return entry.date === undefined ? { missing: 'date' } : toParts(entry.date)[name]
  }
  const text = textOf(Object.hasOwn(entry.data, name) ? entry.data[name] : ownField(entry, name))
  return text === undefined ? { missing: 'field' } : slugify(text)
}

/** The id below its collection, part by part; the last part loses its date, or gives way to `slug`. */
function slugOf(entry: Entry): string {
  const parts = entry.id.split('/').slice(1)
  const last = parts.pop() ?? ''
  const isIndex = parts.length === 0 && last === 'index'
  const name = entry.slug ?? (isIndex ? '' : (datePrefix(last)?.rest ?? last))
  return [...parts, ...name.split('/').filter((part) => part !== '')].map(slugify).join('/')
}

/** Fields that an entry has even where its schema drops them. */
function ownField(entry: Entry, name: string): unknown {
  const { title, summary, tags, authors, order, layout } = entry
  return new Map<string, unknown>(Object.entries({ title, summary, tags, authors, order, layout })).get(name)
}

/** What a value contributes to an address: a list its first item, a reference the name of its target. */
function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return textOf(value[0])
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return value.trim() === '' ? undefined : value
  if (typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string') {
    return value.id.slice(value.id.lastIndexOf('/') + 1)
  }
  return undefined
}
