/** Reads an address as the author wrote it. */
import type { Place, Slot } from '../model.js'
import { schemeOf } from './rehype-safe-urls.js'

/** A slot for the address, nothing if it stays as it is, or that it leads out of the project. */
export type Reference = { slot: Slot } | 'literal' | 'outside'

/**
 * Relative addresses resolve against the folder of `source`. They are decoded once, segment by
 * segment, so that `%2e%2e` is what browsers take it for and `%2f` is not a separator.
 *
 * @param kind `page`: without an extension, or with that of Markdown, it leads to another source.
 */
export function readReference(
  href: string,
  kind: 'page' | 'file',
  source: string,
  place: Place | undefined,
): Reference {
  const where = place ? { place } : {}
  const url = href.trim()
  if (url === '' || schemeOf(url) !== undefined || /^[\\/]{2}/.test(url)) return 'literal'
  if (url.startsWith('#'))
    return kind === 'page' ? { slot: { kind: 'anchor', hash: url.slice(1), ...where } } : 'literal'
  const { path, suffix } = splitSuffix(url)
  const rest = { suffix, href, ...where }
  if (/^[\\/]/.test(path)) return { slot: { kind: 'site', path: decodePath(path).join('/'), ...rest } }
  const resolved = path === '' ? source.split('/') : resolve(source, path)
  if (!resolved) return 'outside'
  return { slot: { kind: kindOf(path, kind), path: resolved.join('/'), ...rest } }
}

/** `a?b#c` is the path `a` and the suffix `?b#c`. */
function splitSuffix(url: string): { path: string; suffix: string } {
  const at = url.search(/[?#]/)
  return at === -1 ? { path: url, suffix: '' } : { path: url.slice(0, at), suffix: url.slice(at) }
}

function kindOf(path: string, kind: 'page' | 'file'): 'link' | 'asset' {
  if (kind === 'file') return 'asset'
  const name = decodePath(path).at(-1) ?? ''
  // `v1.2` is a name, `v1.zip` has an extension.
  const extension = /[^.]\.(?=[a-z0-9]*[a-z])([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase()
  return extension === undefined || extension === 'md' || extension === 'markdown' ? 'link' : 'asset'
}

/** Segments from the project root, or nothing if they climb above it. */
function resolve(source: string, path: string): string[] | undefined {
  const segments = source.split('/').slice(0, -1)
  for (const segment of decodePath(path)) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') segments.push(segment)
    else if (segments.pop() === undefined) return undefined
  }
  return segments
}

/** A segment that can't be decoded, or would become something else than a name, stays encoded. */
function decodePath(path: string): string[] {
  return path.split(/[\\/]/).map((segment) => {
    try {
      const decoded = decodeURIComponent(segment)
      return /[\\/\0]/.test(decoded) ? segment : decoded
    } catch {
      return segment
    }
  })
}
