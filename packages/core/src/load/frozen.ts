/** Data of users as hooks get it: what a plugin must not change. */

/**
 * A copy whose plain objects and lists are frozen, all the way down. Whatever else stands in it is the same as
 * before: functions, schemas, instances of classes.
 *
 * @param isOwn Of a key: whether its value is left as it is.
 */
export function frozen<T>(value: T, isOwn: (key: string) => boolean = () => false): T {
  return frozenCopy(value, isOwn, new Map()) as T
}

/** @param copies Of what was met so far: something may stand in itself, or in two places. */
function frozenCopy(value: unknown, isOwn: (key: string) => boolean, copies: Map<unknown, object>): unknown {
  const isList = Array.isArray(value)
  if (!isList && !isPlain(value)) return value
  const known = copies.get(value)
  if (known) return known
  const copy: object = isList ? [] : {}
  copies.set(value, copy)
  for (const [key, item] of Object.entries(value)) {
    const own = !isList && isOwn(key) ? item : frozenCopy(item, isOwn, copies)
    Object.defineProperty(copy, key, { value: own, enumerable: true })
  }
  return Object.freeze(copy)
}

/** A schema may be a plain object, with fields that are computed. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || '~standard' in value) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
