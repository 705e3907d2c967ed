/** The built-in objects that all code of a thread shares, and how to see that somebody changed them. */

// As they were when this module was loaded, before any code of others.
const { defineProperty, deleteProperty, getOwnPropertyDescriptor, ownKeys } = Reflect
const { is } = Object

/** Objects as they were, to be compared again and again. */
export interface SharedObjects {
  /** Whether what is used most is in its place, and nothing beside it that a loop would meet: a few microseconds. */
  isSame(): boolean
  /**
   * Looks at everything, puts it back, and gives the names of what was changed.
   *
   * @param isLoading Code is being loaded: what it adds where no loop meets it, as polyfills do, stays.
   */
  restore(isLoading?: boolean): string[]
}

/** An object, and what it is called. */
interface Shared {
  name: string
  object: object
  /** Which of its properties count. @default all of its own */
  only?: readonly PropertyKey[]
  /** Compared at each look; the rest only now and then. */
  isHot?: boolean
}

interface Kept {
  name: string
  object: Record<PropertyKey, unknown>
  only: readonly PropertyKey[] | undefined
  /** Keys and what they held, side by side: a `Map` may itself be what was changed. */
  known: PropertyKey[]
  found: (PropertyDescriptor | undefined)[]
  /** Keys of plain values, and these, side by side: a loop over two lists is the quickest to compare. */
  keys: PropertyKey[]
  values: unknown[]
  /** How many keys a loop over it meets. */
  listed: number
}

const often = [Object, Array, String, Function, Promise] as const
const seldom = [
  ...[Map, Set, WeakMap, WeakSet, RegExp, Date, Number, Boolean, Symbol, Error, ArrayBuffer, Uint8Array],
  ...[Buffer, TextEncoder, TextDecoder, URL, URLSearchParams],
] as const

/** Objects that no name leads to. */
const nameless = {
  'TypedArray.prototype': Object.getPrototypeOf(Uint8Array.prototype) as object,
  ArrayIterator: Object.getPrototypeOf([][Symbol.iterator]()) as object,
  MapIterator: Object.getPrototypeOf(new Map()[Symbol.iterator]()) as object,
  SetIterator: Object.getPrototypeOf(new Set()[Symbol.iterator]()) as object,
  StringIterator: Object.getPrototypeOf(''[Symbol.iterator]()) as object,
  Generator: Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())) as object,
}

/** What is used everywhere, so that a change of it reaches all other code. */
function builtIns(): Shared[] {
  const named = (objects: Record<string, object>): Shared[] =>
    Object.entries(objects).map(([name, object]) => ({ name, object }))
  return [
    ...often.map(({ name, prototype }) => ({
      name: `${name}.prototype`,
      object: prototype as object,
      isHot: true,
    })),
    { name: 'globalThis', object: globalThis, only: globals, isHot: true },
    { name: 'process', object: process, only: ofProcess, isHot: true },
    { name: 'Math', object: Math, only: ['random'], isHot: true },
    { name: 'Date', object: Date, only: ['now', 'parse'], isHot: true },
    { name: 'console', object: console, only: ['log', 'info', 'warn', 'error'], isHot: true },
    ...seldom.map(({ name, prototype }) => ({ name: `${name}.prototype`, object: prototype as object })),
    ...named({ Object, Array, String, Promise, Number, Date, Symbol, URL }),
    ...named({ JSON, Math, Reflect, Atomics, console }),
    ...named(nameless),
    { name: 'Buffer', object: Buffer, only: ['from', 'alloc', 'allocUnsafe', 'concat', 'byteLength'] },
  ]
}

const globals = [
  ...[...often, ...seldom].map(({ name }) => name),
  ...['JSON', 'Math', 'Reflect', 'Proxy', 'Symbol', 'console', 'process', 'Buffer', 'URL', 'fetch'],
  ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'queueMicrotask'],
  ...['structuredClone', 'TextEncoder', 'TextDecoder'],
]

// Not `cwd` and `chdir`: graceful-fs, which many load late, wraps them to ask less often; where the folder is, is looked at.
const ofProcess = ['env', 'exit', 'umask', 'nextTick', 'hrtime', 'on', 'emit', 'emitWarning']

/** Takes them as they are now. */
export function keepObjects(objects: readonly Shared[] = builtIns()): SharedObjects {
  const all = objects.map(keep)
  const hot = all.filter((_, at) => objects[at]?.isHot)
  return {
    isSame() {
      for (let at = 0; at < hot.length; at++) if (!isSame(hot[at] as Kept)) return false
      return true
    },
    restore(isLoading = false) {
      const changed: string[] = []
      // The lists of others may not do what lists do before all is put back.
      for (let at = 0; at < all.length; at++) restore(all[at] as Kept, changed, isLoading)
      return changed
    },
  }
}

function keep({ name, object, only }: Shared): Kept {
  const known = [...(only ?? ownKeys(object))]
  const found = known.map((key) => getOwnPropertyDescriptor(object, key))
  const keys = known.filter((_, at) => found[at] && 'value' in (found[at] as object))
  return {
    name,
    object: object as Kept['object'],
    only,
    known,
    found,
    keys,
    values: keys.map((key) => getOwnPropertyDescriptor(object, key)?.value),
    listed: only ? 0 : countListed(object),
  }
}

/** Without a look at what can't be listed: to ask one object for all its keys takes longer than to compare all. */
function isSame({ object, only, keys, values, listed }: Kept): boolean {
  try {
    for (let at = 0; at < keys.length; at++) if (object[keys[at] as PropertyKey] !== values[at]) return false
    return only !== undefined || countListed(object) === listed
  } catch {
    // A getter took the place of a value.
    return false
  }
}

function countListed(object: object): number {
  let count = 0
  for (const _ in object) count++
  return count
}

/** No list and no loop of its own may rest on what others could have changed: indices, and nothing else. */
function restore(kept: Kept, changed: string[], isLoading: boolean): void {
  const { name, object, only, known, found } = kept
  if (!only) removeAdded(kept, changed, isLoading)
  for (let at = 0; at < known.length; at++) {
    const key = known[at] as PropertyKey
    const before = found[at]
    const now = getOwnPropertyDescriptor(object, key)
    if (isSameProperty(now, before)) continue
    changed[changed.length] = `${name}.${nameOf(key)}`
    // What can't be put back is not told again.
    if (before ? !defineProperty(object, key, before) : !deleteProperty(object, key)) found[at] = now
  }
}

function removeAdded({ name, object, known, found }: Kept, changed: string[], isLoading: boolean): void {
  const keys = ownKeys(object)
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as PropertyKey
    if (known[at] === key || isIn(known, key)) continue
    const added = getOwnPropertyDescriptor(object, key)
    const isPolyfill = isLoading && added?.enumerable === false
    // What can't be removed is not told again.
    if (isPolyfill || !deleteProperty(object, key)) {
      known[known.length] = key
      found[found.length] = added
    }
    if (!isPolyfill) changed[changed.length] = `${name}.${nameOf(key)}`
  }
}

function isIn(list: readonly PropertyKey[], one: PropertyKey): boolean {
  for (let at = 0; at < list.length; at++) if (list[at] === one) return true
  return false
}

/** Such as `map`, or `Symbol.iterator`. */
function nameOf(key: PropertyKey): string {
  return typeof key === 'symbol' ? (key.description ?? 'Symbol()') : `${key}`
}

function isSameProperty(a: PropertyDescriptor | undefined, b: PropertyDescriptor | undefined): boolean {
  return is(a?.value, b?.value) && a?.get === b?.get && a?.set === b?.set && a?.enumerable === b?.enumerable
}
