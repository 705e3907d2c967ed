/** Data of users as hooks get it: what a plugin must not change. */

/**
 * A copy whose plain objects and lists are frozen, all the way down. Whatever else stands in it is the same as
 * before: functions, schemas, instances of classes.
 *
 * @param isOwn Of a key: whether its value is left as it is.
 */
export function frozen<T>(value: T, isOwn: (key: string) => boolean = () => false): T {
  if (Array.isArray(value)) return Object.freeze(value.map((item) => frozen(item, isOwn))) as T
  if (!isPlain(value)) return value
  const copied = Object.entries(value).map(([key, item]) => [key, isOwn(key) ? item : frozen(item, isOwn)])
  return Object.freeze(Object.fromEntries(copied)) as T
}

/** A schema may be a plain object, with fields that are computed. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || '~standard' in value) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
