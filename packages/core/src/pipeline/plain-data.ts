import { isMapping } from './yaml.js'

/** Deeper data is taken for a circle. */
const maxDepth = 200

/**
 * The first value that can't be kept between builds, and its dotted path; nothing if all is JSON data, dates
 * and bytes. `undefined` in an object is fine, it counts as absent.
 */
export function unkeepable(data: unknown): { path: string; value: unknown } | undefined {
  // An entry's data is a mapping: queries ask it for fields.
  return isMapping(data) ? search(data, '', 0) : { path: '', value: data }
}

function search(value: unknown, path: string, depth: number): { path: string; value: unknown } | undefined {
  if (depth > maxDepth) return { path, value }
  if (Array.isArray(value)) return searchItems(value.entries(), path, depth)
  if (isMapping(value)) {
    const given = Object.entries(value).filter(([, item]) => item !== undefined)
    return searchItems(given, path, depth)
  }
  return isKept(value) ? undefined : { path, value }
}

function searchItems(
  items: Iterable<readonly [string | number, unknown]>,
  path: string,
  depth: number,
): { path: string; value: unknown } | undefined {
  for (const [key, item] of items) {
    const found = search(item, path === '' ? `${key}` : `${path}.${key}`, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

function isKept(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (value instanceof Date) return !Number.isNaN(value.getTime())
  return value instanceof Uint8Array
}
