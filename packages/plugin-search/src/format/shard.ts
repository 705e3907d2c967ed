/**
 * A file of terms, in bytes:
 *
 *     byte     version of the format
 *     6 bytes  hash of the rest, as it stands behind `?h=`
 *     number   count of the terms, then of each, sorted by code unit:
 *       text     the term: length of what it shares with the one before, and the rest
 *       number   count of its forms, then of each the length of what it shares with the term, and the rest
 *       number   count of its documents
 *     of each term, of each document by rising id:
 *       number   id less the one before, or less -1
 *       byte     impact
 *
 * A number has 7 bits in a byte, the lowest first; the highest bit says that it goes on. A text is its length in UTF-8, and
 * that. Lengths of what is shared count UTF-16 units.
 */
import { formatVersion } from './files.js'

/** A term and where it stands. */
export interface ShardTerm {
  term: string
  /**
   * The words as they are written, without capitals and marks, that the term stands for, sorted; none if it is the
   * only one.
   */
  forms: string[]
  documents: Documents
}

/** Documents by rising id, each with its impact. */
export interface Documents {
  /** Whole numbers below 2 ** 40. */
  ids: Float64Array
  impacts: Uint8Array
}

/** Length of the hash of a file, in characters of base64url. */
export const hashLength = 6

/** @param terms Sorted by code unit. */
export function encodeShard(terms: readonly ShardTerm[], hashOf: (bytes: Uint8Array) => string): Uint8Array {
  const body = createWriter()
  body.number(terms.length)
  let before = ''
  for (const { term, forms, documents } of terms) {
    body.rest(term, before)
    body.number(forms.length)
    for (const form of forms) body.rest(form, term)
    body.number(documents.ids.length)
    before = term
  }
  for (const { documents } of terms) {
    let last = -1
    for (let at = 0; at < documents.ids.length; at++) {
      const id = documents.ids[at] as number
      body.number(id - last)
      body.byte(documents.impacts[at] as number)
      last = id
    }
  }
  const bytes = body.bytes()
  const whole = new Uint8Array(1 + hashLength + bytes.length)
  whole[0] = formatVersion
  whole.set(new TextEncoder().encode(hashOf(bytes).slice(0, hashLength)), 1)
  whole.set(bytes, 1 + hashLength)
  return whole
}

/** Version and hash, as the first bytes of a file say them. */
export function headOf(shard: Uint8Array): { version: number; hash: string } {
  return { version: shard[0] ?? 0, hash: new TextDecoder().decode(shard.subarray(1, 1 + hashLength)) }
}

/** The terms of a file; the documents of each are decoded when they are asked for. */
export function decodeShard(
  shard: Uint8Array,
): Map<string, { forms: string[]; count: number; documents(): Documents }> {
  const reader = createReader(shard, 1 + hashLength)
  const terms: { term: string; forms: string[]; count: number }[] = []
  let before = ''
  for (let left = reader.number(); left > 0; left--) {
    const term = reader.rest(before)
    const forms = Array.from({ length: reader.number() }, () => reader.rest(term))
    terms.push({ term, forms, count: reader.number() })
    before = term
  }
  const found = new Map<string, { forms: string[]; count: number; documents(): Documents }>()
  let at = reader.position()
  for (const { term, forms, count } of terms) {
    const start = at
    found.set(term, { forms, count, documents: () => decodeDocuments(shard, start, count) })
    at = skipDocuments(shard, start, count)
  }
  return found
}

function decodeDocuments(shard: Uint8Array, start: number, count: number): Documents {
  const reader = createReader(shard, start)
  const documents = { ids: new Float64Array(count), impacts: new Uint8Array(count) }
  let last = -1
  for (let at = 0; at < count; at++) {
    last += reader.number()
    documents.ids[at] = last
    documents.impacts[at] = reader.byte()
  }
  return documents
}

function skipDocuments(shard: Uint8Array, start: number, count: number): number {
  let at = start
  for (let left = count; left > 0; left--) {
    while ((shard[at++] as number) > 127);
    at++
  }
  return at
}

function createWriter() {
  let bytes = new Uint8Array(4096)
  let length = 0
  const encoder = new TextEncoder()
  const room = (more: number) => {
    if (length + more <= bytes.length) return
    const grown = new Uint8Array(Math.max(2 * bytes.length, length + more))
    grown.set(bytes)
    bytes = grown
  }
  const byte = (value: number) => {
    room(1)
    bytes[length++] = value
  }
  // Numbers have up to 40 bits: more than the operators on bits take.
  const number = (value: number) => {
    let left = value
    for (; left > 127; left = Math.floor(left / 128)) byte((left % 128) | 128)
    byte(left)
  }
  return {
    byte,
    number,
    rest(text: string, before: string) {
      const shared = sharedLength(text, before)
      const rest = encoder.encode(text.slice(shared))
      number(shared)
      number(rest.length)
      room(rest.length)
      bytes.set(rest, length)
      length += rest.length
    },
    bytes: () => bytes.slice(0, length),
  }
}

function createReader(bytes: Uint8Array, start: number) {
  let at = start
  const decoder = new TextDecoder()
  const byte = () => {
    if (at >= bytes.length) throw new RangeError('the file ends too early')
    return bytes[at++] as number
  }
  const number = () => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const part = byte()
      value += (part % 128) * scale
      if (part < 128) return value
    }
  }
  return {
    byte,
    number,
    rest(before: string) {
      const shared = number()
      const length = number()
      at += length
      return before.slice(0, shared) + decoder.decode(bytes.subarray(at - length, at))
    },
    position: () => at,
  }
}

/** Never ends between the halves of a character: each would become one of its own in UTF-8. */
function sharedLength(text: string, before: string): number {
  let at = 0
  while (at < text.length && text[at] === before[at]) at++
  const last = text.charCodeAt(at - 1)
  return last >= 0xd800 && last <= 0xdbff ? at - 1 : at
}
