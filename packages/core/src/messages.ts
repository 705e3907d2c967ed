/**
 * Every message of the product, one function each, grouped by the noun they speak of.
 * A message says what happened, where, and what to do; its `rule` is its id in `docs/messages.md`.
 */
import type { Message, Place } from './model.js'

/** Where the documentation of a rule stands. */
export const messageUrl = (rule: string): string => `docs/messages.md#${rule}`

/** The file and place that a message points at. */
export interface Where {
  path?: string
  place?: Place | undefined
}

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
    text,
    ...(remedy === undefined ? {} : { remedy }),
    ...(where.path === undefined ? {} : { path: where.path }),
    ...(where.place === undefined ? {} : { place: where.place }),
  }
}
