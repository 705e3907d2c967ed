/**
 * The form in which values are kept and compared: JSON text, with `Date` and `Uint8Array` tagged; a text as it is.
 * Key order is kept, `undefined` fields are dropped, anything else is refused by name, so that a
 * value read from the store is always what was put there.
 */
export { hashOf } from '../hash.js'

/** A value that can't be kept, with the path of the field that is to blame. */
export class CodecError extends TypeError {
  constructor(
    readonly field: string,
    readonly found: string,
  ) {
    super(
      `Cannot keep ${found} at \`${field || 'the value itself'}\`: only JSON, Date and Uint8Array can be kept.`,
    )
    this.name = 'CodecError'
  }
}

const tooDeep = 1000

/** In characters: what is longer may be more than a text can hold, as quoting lengthens it up to six times. */
const long = 2 ** 24

/** Begins a text that holds dates or bytes: readers may not share one decoded copy. */
const FRESH = '!'
/** Begins a text that holds keys with `$`, which are written with one more. */
const ESCAPED = '~'
/** Begins a value that is a text: to quote it, and to read it again, would be to copy it twice. */
const TEXT = "'"

/**
 * Encodes a value as a part of a key or of what is hashed, a text in JSON too. `undefined` itself becomes the empty text.
 *
 * @throws {CodecError} for functions, symbols, bigints, class instances, NaN, infinities, holes and
 * `undefined` in lists, invalid dates, and anything nested deeper than 1,000 levels (circles too).
 * @throws {RangeError} for what is longer than a text can be.
 */
export function encode(value: unknown): string {
  return encodeData(value).text
}

/** What encoding a value gives. */
export interface Encoded {
  text: string
  /** What decoding the text would give, where readers may share that. */
  plain?: { value: unknown }
}

/** Encodes a value that is kept, and gives what its readers will see where that needs no decoding; it throws as `encode` does. */
export function encodeWhole(value: unknown): Encoded {
  // Half a character can't be written as it is.
  const isText = typeof value === 'string' && value.isWellFormed()
  return isText ? { text: TEXT + value, plain: { value } } : encodeData(value)
}

function encodeData(value: unknown): Encoded {
  if (value === undefined) return { text: '', plain: { value } }
  const found = foundNothing()
  const plain = toPlain(value, '', 0, found)
  const text = JSON.stringify(plain)
  if (found.fresh) return { text: FRESH + text }
  return found.escaped ? { text: ESCAPED + text } : { text, plain: { value: plain } }
}

/**
 * Looks whether a value can be encoded, for less than encoding it takes.
 *
 * @throws {CodecError} as `encode` does.
 */
export function assertEncodable(value: unknown): void {
  const found = foundNothing()
  if (value instanceof Uint8Array) found.length = value.length
  else if (value !== undefined) toPlain(value, '', 0, found)
  if (found.length > long) encodeWhole(value)
}

/** Decodes what `encode` or `encodeWhole` made. Plain data comes back deeply frozen; dates and bytes are fresh copies. */
export function decode(text: string): unknown {
  if (text === '') return undefined
  const mark = text[0]
  if (mark === TEXT) return text.slice(1)
  if (mark === FRESH || mark === ESCAPED) return revive(JSON.parse(text.slice(1)))
  return deepFreeze(JSON.parse(text))
}

/** Whether readers may share one decoded copy: dates and bytes can't be frozen, so they may not. */
export function isShareable(text: string): boolean {
  return text[0] !== FRESH
}

/** What was met while a value was walked. */
interface Found {
  fresh: boolean
  escaped: boolean
  /** About how many characters it has as a text. */
  length: number
}

function foundNothing(): Found {
  return { fresh: false, escaped: false, length: 0 }
}

/** Gives the value itself if JSON can write it as it is, and a tagged copy where it can't. */
function toPlain(value: unknown, field: string, depth: number, found: Found): unknown {
  switch (typeof value) {
    case 'string':
      found.length += value.length
      return value
    case 'boolean':
      return value
    case 'number':
      if (!Number.isFinite(value)) throw new CodecError(field, String(value))
      found.length += 8
      return value
    case 'object':
      break
    default:
      throw new CodecError(field, typeof value === 'undefined' ? 'undefined in a list' : `a ${typeof value}`)
  }
  if (value === null) return value
  if (depth > tooDeep) throw new CodecError(field, 'something nested without end')
  if (Array.isArray(value)) return listToPlain(value, field, depth, found)
  const prototype = Object.getPrototypeOf(value)
  if (prototype === Object.prototype || prototype === null) {
    return objectToPlain(value as Record<string, unknown>, field, depth, found)
  }
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new CodecError(field, 'an invalid date')
    found.fresh = true
    return { $date: value.getTime() }
  }
  if (value instanceof Uint8Array) {
    found.fresh = true
    found.length += 2 * value.length
    return { $bytes: Buffer.from(value).toString('base64') }
  }
  throw new CodecError(field, `an instance of ${prototype?.constructor?.name || 'a class'}`)
}

function listToPlain(list: unknown[], field: string, depth: number, found: Found): unknown[] {
  let copy: unknown[] | undefined
  for (let index = 0; index < list.length; index++) {
    const item = list[index]
    if (typeof item === 'string') {
      found.length += item.length
      continue
    }
    const plain = toPlain(item, `${field}[${index}]`, depth + 1, found)
    if (plain !== item) {
      copy ??= [...list]
      copy[index] = plain
    }
  }
  return copy ?? list
}

function objectToPlain(
  object: Record<string, unknown>,
  field: string,
  depth: number,
  found: Found,
): Record<string, unknown> {
  let copied: Map<string, unknown> | undefined
  for (const key of Object.keys(object)) {
    const value = object[key]
    const isEscaped = key.startsWith('$')
    if (value === undefined || isEscaped) copied ??= new Map()
    if (isEscaped) found.escaped = true
    if (typeof value === 'string') found.length += value.length
    if (value === undefined || typeof value === 'string') continue
    const plain = toPlain(value, field === '' ? key : `${field}.${key}`, depth + 1, found)
    if (plain !== value) {
      copied ??= new Map()
      copied.set(key, plain)
    }
  }
  // `toJSON` on a plain object would be called by JSON.stringify; a function is refused above.
  return copied ? copyWith(object, copied) : object
}

function copyWith(
  object: Record<string, unknown>,
  changed: ReadonlyMap<string, unknown>,
): Record<string, unknown> {
  const entries = Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .map((key) => [key.startsWith('$') ? `$${key}` : key, changed.has(key) ? changed.get(key) : object[key]])
  return Object.fromEntries(entries)
}

function revive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return Object.freeze(value.map(revive))
  const object = value as Record<string, unknown>
  if (typeof object.$date === 'number') return new Date(object.$date)
  if (typeof object.$bytes === 'string') return new Uint8Array(Buffer.from(object.$bytes, 'base64'))
  return Object.freeze(
    Object.fromEntries(
      Object.entries(object).map(([key, item]) => [key.startsWith('$$') ? key.slice(1) : key, revive(item)]),
    ),
  )
}

/** Freezes plain data, and what it holds. */
export function deepFreeze(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) for (const item of value) deepFreeze(item)
  else for (const key in value) deepFreeze((value as Record<string, unknown>)[key])
  return Object.freeze(value)
}
