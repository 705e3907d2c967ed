import type { Place } from '../model.js'

/**
 * Where a field stands: its own place or, failing that, the nearest ancestor's, the whole record's last.
 *
 * @param field Dotted path, for example `tags.0`.
 */
export function placeOf(places: Record<string, Place>, field: string): Place | undefined {
  let path = field
  while (path !== '') {
    // Field names are the author's: `constructor` must not find the prototype's.
    if (Object.hasOwn(places, path)) return places[path]
    path = path.slice(0, Math.max(0, path.lastIndexOf('.')))
  }
  return Object.hasOwn(places, '') ? places[''] : undefined
}
