/** Writes a file of terms; its form is told in `shard.ts`. */
import { formatVersion } from './files.js'
import { type Documents, hashLength } from './shard.js'

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

/** @param terms Sorted by code unit. */
export function encodeShard(terms: readonly ShardTerm[], hashOf: (bytes: Uint8Array) => string): Uint8Array {
  const [heads, lists] = [createWriter(), createWriter()]
  heads.number(terms.length)
  let before = ''
  for (const { term, forms, documents } of terms) {
    heads.rest(term, before)
    heads.number(forms.length)
    for (const form of forms) heads.rest(form, term)
    heads.number(documents.ids.length)
    const start = lists.length()
    let last = -1
    for (const id of documents.ids) {
      lists.number(id - last)
      last = id
    }
    heads.number(lists.length() - start)
    lists.bytes(documents.impacts)
    before = term
  }
  const start = 1 + hashLength
  const whole = new Uint8Array(start + heads.length() + lists.length())
  whole.set(heads.written(), start)
  whole.set(lists.written(), start + heads.length())
  whole[0] = formatVersion
  whole.set(new TextEncoder().encode(hashOf(whole.subarray(start)).slice(0, hashLength)), 1)
  return whole
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
  const put = (more: Uint8Array) => {
    room(more.length)
    bytes.set(more, length)
    length += more.length
  }
  // Numbers have up to 40 bits: more than the operators on bits take.
  const number = (value: number) => {
    let left = value
    for (; left > 127; left = Math.floor(left / 128)) byte((left % 128) | 128)
    byte(left)
  }
  return {
    number,
    bytes: put,
    rest(text: string, before: string) {
      const shared = sharedLength(text, before)
      const rest = encoder.encode(text.slice(shared))
      number(shared)
      number(rest.length)
      put(rest)
    },
    length: () => length,
    written: () => bytes.subarray(0, length),
  }
}

/** Never ends between the halves of a character: each would become one of its own in UTF-8. */
function sharedLength(text: string, before: string): number {
  let at = 0
  while (at < text.length && text[at] === before[at]) at++
  const last = text.charCodeAt(at - 1)
  return last >= 0xd800 && last <= 0xdbff ? at - 1 : at
}
