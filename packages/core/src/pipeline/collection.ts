import type { CollectionConfig, ResolvedCollection } from '../hooks/config.js'
import type { EntryId } from '../model.js'

/** Where an entry belongs. */
export interface EntryAddress {
  id: EntryId
  collection: string
  /** From a data file: without a page, unless the collection says otherwise. */
  isData: boolean
}

/**
 * Collection and id of the entry at a path (relative to the project root), or nothing if the path is none.
 *
 * - The first folder under the content root is the collection; the id is the path in it, without extension
 *   and without `/index`. What is left of `posts/index.md` would be empty, so its id is `posts/index`.
 * - Markdown at the content root belongs to `pages`; in a bare folder it belongs to `posts`, and `index.md`
 *   is `pages/index`, the home page. (Whether a `README.md` there counts depends on the other files; the
 *   caller knows them.)
 * - A data file at the content root is a collection by itself: the items of `authors.yaml` are
 *   `authors/<key>`. In a bare folder such files belong to other tools and are left out.
 * - Files and folders whose name begins with `_` or `.` are left out.
 *
 * @param contentRoot Relative to the project root; `''` for a bare folder, one without `content/`.
 * @param key Key of the record within its source, if that has several; it is appended to the id.
 */
export function idOf(path: string, contentRoot: string, key?: string): EntryAddress | undefined {
  const bare = contentRoot === ''
  const prefix = bare ? '' : `${contentRoot}/`
  if (!path.startsWith(prefix)) return undefined
  const segments = path.slice(prefix.length).split('/')
  if (segments.some((segment) => segment === '' || /^[._]/.test(segment))) return undefined
  const extension = /.(\.[^.]*)$/s.exec(segments.at(-1) ?? '')?.[1] ?? ''
  const isData = dataExtensions.has(extension.toLowerCase())
  const parts = withoutExtension(segments, extension)

  if (segments.length > 1) return address(parts[0] ?? '', parts.slice(1), isData, key)
  const name = parts[0] ?? ''
  if (isData) return bare ? undefined : address(name, [], true, key)
  return address(!bare || name === 'index' ? 'pages' : 'posts', parts, false, key)
}

/** Whether core itself can load the file, by its extension. */
export function isSourcePath(path: string): boolean {
  return /[^/]\.(?:md|markdown|yaml|yml|json)$/i.test(path)
}

/** What a collection is like that the configuration does not mention, or not in full. */
export function collectionDefaults(name: string, isData: boolean): ResolvedCollection {
  const pattern = name === 'pages' ? '/:slug/' : '/:collection/:slug/'
  return {
    permalink: isData ? false : pattern,
    layout: name === 'pages' ? 'page' : 'post',
    feed: name === 'posts',
  }
}

/**
 * A collection as configured, defaults filled in.
 *
 * @param configured What the configuration says of this collection, if anything.
 */
export function resolveCollection(
  name: string,
  configured: CollectionConfig | undefined,
  isData: boolean,
): ResolvedCollection {
  const given = Object.entries(configured ?? {}).filter(([, value]) => value !== undefined)
  return { ...collectionDefaults(name, isData), ...Object.fromEntries(given) }
}

/** Kinds of files that hold rows rather than texts; the last four need a plugin that loads them. */
const dataExtensions: ReadonlySet<string> = new Set([
  '.yaml',
  '.yml',
  '.json',
  '.csv',
  '.tsv',
  '.toml',
  '.ndjson',
])

function withoutExtension(segments: readonly string[], extension: string): string[] {
  const last = segments.at(-1) ?? ''
  return [...segments.slice(0, -1), last.slice(0, last.length - extension.length)]
}

function address(collection: string, parts: readonly string[], isData: boolean, key?: string): EntryAddress {
  const inside = parts.at(-1) === 'index' ? parts.slice(0, -1) : parts
  const keyed = key === undefined ? inside : [...inside, key]
  return { id: [collection, ...(keyed.length === 0 ? ['index'] : keyed)].join('/'), collection, isData }
}
