import { z } from 'zod'
import type { EntryId } from '../model.js'
import { isMapping } from './yaml.js'

/** A field that names another entry. Plain data, so that it can be kept, and marked, so that it can be found. */
export interface Reference {
  $reference: true
  collection: string
  id: EntryId
}

/** A reference that stands somewhere in an entry's data. */
export interface FoundReference {
  /** Dotted path of the field, for example `authors.0`. */
  path: string
  collection: string
  id: EntryId
}

/**
 * A schema for a field that names an entry of another collection: `alice` and `authors/alice` both become
 * `{ collection: 'authors', id: 'authors/alice' }`. Whether that entry exists is checked once all are known.
 *
 * ```ts
 * schema: z.object({ authors: z.array(reference('authors')) })
 * ```
 */
export function reference(collection: string): z.ZodType<Reference, string> {
  return z
    .string()
    .trim()
    .min(1)
    .transform((text): Reference => {
      const id = text.startsWith(`${collection}/`) ? text : `${collection}/${text}`
      return { $reference: true, collection, id }
    })
}

/** Every reference in an entry's data, at any depth, in the order of the data. */
export function referencesIn(data: unknown, path = ''): FoundReference[] {
  if (Array.isArray(data)) return data.flatMap((item, index) => referencesIn(item, join(path, `${index}`)))
  if (!isMapping(data)) return []
  if (isReference(data)) return [{ path, collection: data.collection, id: data.id }]
  return Object.entries(data).flatMap(([key, item]) => referencesIn(item, join(path, key)))
}

function isReference(data: Record<string, unknown>): data is Record<string, unknown> & Reference {
  const marked = Object.hasOwn(data, '$reference') && data.$reference === true
  return marked && typeof data.collection === 'string' && typeof data.id === 'string'
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}
