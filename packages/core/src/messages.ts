/**
 * Every message of the product, one function each, grouped by the noun they speak of.
 * A message says what happened, where, and what to do; its `rule` is its id in `docs/messages.md`.
 */
import type { Message, Place } from './model.js'

/** The file and place that a message points at. */
export interface Where {
  path?: string
  place?: Place | undefined
}

/** Characters of a text and of a path: what others give may be of any length. */
const most = { text: 1500, path: 2000 }

/** Makes a message; `where` is spread, an absent place is left out. */
export function message(
  severity: Message['severity'],
  rule: string,
  where: Where,
  text: string,
  remedy?: string,
): Message {
  return {
    rule,
    severity,
    text: bounded(text, most.text),
    ...(remedy === undefined ? {} : { remedy }),
    ...(where.path === undefined ? {} : { path: bounded(where.path, most.path) }),
    ...(where.place === undefined ? {} : { place: where.place }),
  }
}

function bounded(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)} …` : text
}

/** Messages by file, then place, then rule: the same order whatever ran first. Twins are told once. */
export function sortMessages(messages: readonly Message[]): Message[] {
  const keyed = messages.map((one) => ({ one, key: JSON.stringify(one) })).sort(compareMessages)
  return keyed.filter(({ key }, at) => at === 0 || key !== keyed[at - 1]?.key).map(({ one }) => one)
}

type Keyed = { one: Message; key: string }

function compareMessages({ one: a, key: keyA }: Keyed, { one: b, key: keyB }: Keyed): number {
  const [pathA, pathB] = [a.path ?? '', b.path ?? '']
  if (pathA !== pathB) return pathA < pathB ? -1 : 1
  const [startA, startB] = [a.place?.start, b.place?.start]
  const byPlace = (startA?.line ?? 0) - (startB?.line ?? 0) || (startA?.column ?? 0) - (startB?.column ?? 0)
  return byPlace || (keyA < keyB ? -1 : keyA > keyB ? 1 : 0)
}
