/** The built-in objects that all code of a thread shares, and how to see that somebody changed them. */

// As they were when this module was loaded, before any code of others.
const { defineProperty, deleteProperty, getOwnPropertyDescriptor, ownKeys } = Reflect

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
  before: Map<PropertyKey, PropertyDescriptor | undefined>
  /** Keys of plain values, and these, side by side: a loop over two lists is the quickest to compare. */
  keys: PropertyKey[]
  values: unknown[]
  /** How many keys a loop over it meets. */
  listed: number
}

const often = [Object, Array, String, Function, Promise] as const
const seldom = [Map, Set, RegExp, Date, Number] as const

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
    { name: 'Date', object: Date, only: ['now'], isHot: true },
    { name: 'console', object: console, only: ['log', 'info', 'warn', 'error'], isHot: true },
    ...seldom.map(({ name, prototype }) => ({ name: `${name}.prototype`, object: prototype as object })),
    ...named({ Object, Array, String, Promise, Number, JSON, Math, Reflect, console }),
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
  const before = new Map<PropertyKey, PropertyDescriptor | undefined>()
  for (const key of only ?? ownKeys(object)) before.set(key, getOwnPropertyDescriptor(object, key))
  const plain = [...before].filter(([, found]) => found && 'value' in found)
  return {
    name,
    object: object as Kept['object'],
    only,
    before,
    keys: plain.map(([key]) => key),
    values: plain.map(([, found]) => found?.value),
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

function restore({ name, object, only, before }: Kept, changed: string[], isLoading: boolean): void {
  const keys = only ?? ownKeys(object)
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as PropertyKey
    if (only || before.has(key)) continue
    const found = getOwnPropertyDescriptor(object, key)
    const isPolyfill = isLoading && found?.enumerable === false
    // What can't be removed is not told again.
    if (isPolyfill || !deleteProperty(object, key)) before.set(key, found)
    if (!isPolyfill) changed[changed.length] = `${name}.${String(key)}`
  }
  for (const [key, found] of before) {
    const now = getOwnPropertyDescriptor(object, key)
    if (isSameProperty(now, found)) continue
    if (found) defineProperty(object, key, found)
    else deleteProperty(object, key)
    changed[changed.length] = `${name}.${String(key)}`
  }
}

function isSameProperty(a: PropertyDescriptor | undefined, b: PropertyDescriptor | undefined): boolean {
  return (
    Object.is(a?.value, b?.value) && a?.get === b?.get && a?.set === b?.set && a?.enumerable === b?.enumerable
  )
}
