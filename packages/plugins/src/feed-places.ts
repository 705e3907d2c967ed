/** Where the items of a feed stand in its file: what reads feeds does not tell. */
import type { Place } from '@blog-build/core/plugin'
import { parse as parseJson } from '@humanwhocodes/momoa'
import { SaxesParser } from 'saxes'

/** What items stand in, by the name of their own element: Atom, RSS 2 and RSS 1. */
const parents: Readonly<Record<string, readonly string[]>> = {
  entry: ['feed'],
  item: ['channel', 'rdf', 'rss'],
}

/**
 * Places of the items that a feed was found to have, in their order. There are none where a reader of places finds
 * another number of them: rather none than those of others.
 *
 * @param text Line ends as `\n`.
 * @param count How many items there are.
 */
export function toItemPlaces(text: string, format: string, count: number): (Place | undefined)[] {
  const places = format === 'json' ? placesInJson(text) : placesInXml(text)
  return places.length === count ? places : Array.from({ length: count }, () => undefined)
}

function placesInJson(text: string): Place[] {
  const { body } = parseJson(text, { mode: 'json' })
  if (body.type !== 'Object') return []
  // Of two members with one name the last counts, as everywhere in JSON.
  const items = body.members.findLast(({ name }) => name.type === 'String' && name.value === 'items')?.value
  if (items?.type !== 'Array') return []
  return items.elements.map(({ value: { loc } }) => ({ start: pointOf(loc.start), end: pointOf(loc.end) }))
}

function pointOf({ line, column }: { line: number; column: number }): Place['start'] {
  return { line, column }
}

/** Items without any element inside say nothing, and no reader of feeds counts them. */
function placesInXml(text: string): Place[] {
  const pointAt = createPointer(text)
  const open: { name: string; start: number; isItem: boolean; hasChildren: boolean }[] = []
  const places: Place[] = []
  const parser = new SaxesParser()
  // Whether it is well-formed, others have judged.
  parser.on('error', () => {})
  parser.on('opentagstart', (tag) => {
    const name = localName(tag.name)
    const parent = open.at(-1)
    if (parent) parent.hasChildren = true
    const isItem = parents[name]?.includes(parent?.name ?? '') ?? false
    // The parser stands behind the character that ended the name.
    open.push({ name, start: parser.position - tag.name.length - 2, isItem, hasChildren: false })
  })
  parser.on('closetag', () => {
    const closed = open.pop()
    if (!closed?.isItem || !closed.hasChildren) return
    places.push({ start: pointAt(closed.start), end: pointAt(parser.position) })
  })
  parser.write(text).close()
  return places
}

/** `atom:entry` is an `entry`. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase()
}

/** Points of offsets that come in ascending order. */
function createPointer(text: string): (offset: number) => Place['start'] {
  let [line, lineStart] = [1, 0]
  return (offset) => {
    for (let end = text.indexOf('\n', lineStart); end !== -1 && end < offset; ) {
      line += 1
      lineStart = end + 1
      end = text.indexOf('\n', lineStart)
    }
    return { line, column: offset - lineStart + 1 }
  }
}
