/**
 * Immutable records in files that only grow. Each record carries the hash of its text, and a reader says
 * which hash it wants: what was cut short, flipped, or overwritten by another process is lost, never wrong.
 */
import { hashOf } from '../hash.js'
import type { Ref } from '../store.js'
import { createBlocks } from './blocks.js'
import type { StoreFiles } from './files.js'

/** A record that was found whole. */
export interface PackRecord {
  ref: Ref
  kind: number
  hash: string
  text: string
}

/** The packs of a folder. */
export interface Packs {
  /**
   * Adds a record: readable at once, on disk after `flush`.
   *
   * @param hash Of the text, as `hashOf` gives it.
   */
  add(kind: number, hash: string, text: string): Ref
  /** The text at a place, if it is the one of that hash. */
  read(ref: Ref, hash: string): string | undefined
  /** The record at a place, if it is whole. */
  record(ref: Ref): PackRecord | undefined
  /** How long the record at a place says it is, in bytes; nothing if none begins there. */
  lengthAt(ref: Ref): number | undefined
  /** Adds the record at a place once more; nothing if it is not whole. */
  copy(ref: Ref): Ref | undefined
  /** Whole records of a kind, in the order in which they were added; damaged stretches are passed over. */
  scan(kind: number): Iterable<PackRecord>
  /** Writes what was added. */
  flush(): void
  /** Bytes by pack, what is not flushed included. */
  sizes(): ReadonlyMap<number, number>
  /** What is added from here on lies in new packs; gives the number of the first. */
  begin(): number
  drop(packs: Iterable<number>): void
}

/** How large a pack may grow, and how much is gathered before it is written; in bytes. */
export interface PackOptions {
  packSize?: number
  bufferSize?: number
}

/** Begins every record; after it kind, length and hash. */
const MAGIC = Buffer.from([0xbb, 0x1d, 0x0c, 0x01])
const HASH_LENGTH = 22
const HEAD = MAGIC.length + 4 + 4 + HASH_LENGTH
/** Most records are shorter than this, so that one read of the disk is enough. */
const GUESS = 2048
const PACK = 2 ** 32
/** Numbers of packs lie below, so that each place in one is a whole number that doubles can hold. */
const MOST_PACKS = 10 ** 6

/** Opens the packs of a folder. Adding goes on after the last one, or in a new one if that is full. */
export function openPacks(
  files: StoreFiles,
  { packSize = 32 * 2 ** 20, bufferSize = 2 ** 20 }: PackOptions = {},
): Packs {
  const known = packsIn(files)
  const blocks = createBlocks(files.readAt)
  let current = Math.max(0, ...known.keys())
  // What can't be read can't be added to either.
  if (known.has(current) && files.size(nameOf(current)) === undefined) current = numberAfter(current, known)
  /** Where the buffer begins in the current pack. */
  let start = known.get(current) ?? 0
  let buffer = Buffer.alloc(0)
  let used = 0

  const flush = () => {
    if (used === 0) return
    files.writeAt(nameOf(current), start, [buffer.subarray(0, used)])
    start += used
    used = 0
    known.set(current, start)
    // One large value is no reason to hold so much for ever.
    if (buffer.length > bufferSize) buffer = Buffer.alloc(0)
  }
  const begin = () => {
    flush()
    if (start > 0) current = numberAfter(current, known)
    start = 0
  }
  /** Makes room for a record, in a new pack if need be. */
  const reserve = (length: number) => {
    if (used + length > buffer.length) flush()
    if (start + used + length > packSize && start + used > 0) {
      begin()
    }
    if (length > buffer.length) buffer = Buffer.allocUnsafeSlow(Math.max(length, bufferSize))
  }
  const bytesAt = (pack: number, offset: number, length: number): Uint8Array | undefined => {
    if (pack !== current || offset < start) return blocks.readAt(nameOf(pack), offset, length)
    return buffer.subarray(offset - start, Math.min(offset - start + length, used))
  }
  /** The bytes of a record, with its head, as long as that says. */
  const whole = (ref: Ref): { head: Head; bytes: Uint8Array } | undefined => {
    const pack = Math.floor(ref / PACK)
    const offset = ref % PACK
    const first = bytesAt(pack, offset, GUESS)
    const head = first && readHead(first, 0)
    if (!head) return undefined
    const length = HEAD + head.length
    if (length <= first.length) return { head, bytes: first.subarray(0, length) }
    // A length that a flipped bit made huge is not believed.
    const bytes = offset + length > sizeOf(pack) ? undefined : bytesAt(pack, offset, length)
    return bytes?.length === length ? { head, bytes } : undefined
  }
  const record = (ref: Ref): PackRecord | undefined => {
    const found = whole(ref)
    return found && toRecord(ref, found.head, found.bytes.subarray(HEAD))
  }
  const sizeOf = (pack: number) => (pack === current ? start + used : (files.size(nameOf(pack)) ?? 0))

  return {
    add(kind, hash, text) {
      const length = Buffer.byteLength(text)
      reserve(HEAD + length)
      const ref = current * PACK + start + used
      MAGIC.copy(buffer, used)
      buffer.writeUInt32LE(kind, used + MAGIC.length)
      buffer.writeUInt32LE(length, used + MAGIC.length + 4)
      buffer.write(hash, used + MAGIC.length + 8, HASH_LENGTH, 'latin1')
      buffer.write(text, used + HEAD, length)
      used += HEAD + length
      return ref
    },
    read(ref, hash) {
      const found = record(ref)
      return found?.hash === hash ? found.text : undefined
    },
    record,
    lengthAt: (ref) => {
      const head = bytesAt(Math.floor(ref / PACK), ref % PACK, HEAD)
      const length = head && readHead(head, 0)?.length
      return length === undefined ? undefined : HEAD + length
    },
    copy(ref) {
      const found = whole(ref)
      if (!found || hashOf(found.bytes.subarray(HEAD)) !== found.head.hash) return undefined
      reserve(found.bytes.length)
      const copied = current * PACK + start + used
      buffer.set(found.bytes, used)
      used += found.bytes.length
      return copied
    },
    *scan(kind) {
      flush()
      for (const pack of [...known.keys()].sort((a, b) => a - b)) {
        const bytes = Buffer.from(files.read(nameOf(pack)) ?? [])
        yield* recordsIn(bytes, kind, pack * PACK)
      }
    },
    flush,
    sizes: () => new Map(known).set(current, start + used),
    begin() {
      begin()
      return current
    },
    drop(packs) {
      blocks.clear()
      for (const pack of packs) {
        files.remove(nameOf(pack))
        known.delete(pack)
        if (pack !== current) continue
        current = numberAfter(current, known)
        start = 0
        used = 0
      }
    },
  }
}

/** What a pack is called. */
export const packName: RegExp = /^pack-(0|[1-9]\d{0,5})\.bin$/

/** One that is free; those after the highest come first, so that numbers follow the order of time. */
function numberAfter(pack: number, known: ReadonlyMap<number, unknown>): number {
  for (let next = (pack + 1) % MOST_PACKS; ; next = (next + 1) % MOST_PACKS) if (!known.has(next)) return next
}

function nameOf(pack: number): string {
  return `pack-${pack}.bin`
}

function packsIn(files: StoreFiles): Map<number, number> {
  const found = new Map<number, number>()
  for (const name of files.list()) {
    const number = packName.exec(name)?.[1]
    if (number !== undefined) found.set(Number(number), files.size(name) ?? 0)
  }
  return found
}

interface Head {
  kind: number
  length: number
  hash: string
}

function readHead(bytes: Uint8Array, at: number): Head | undefined {
  if (at + HEAD > bytes.length) return undefined
  const head = Buffer.from(bytes.buffer, bytes.byteOffset + at, HEAD)
  if (!MAGIC.equals(head.subarray(0, MAGIC.length))) return undefined
  return {
    kind: head.readUInt32LE(MAGIC.length),
    length: head.readUInt32LE(MAGIC.length + 4),
    hash: head.toString('latin1', MAGIC.length + 8, HEAD),
  }
}

function toRecord(ref: Ref, { kind, length, hash }: Head, bytes: Uint8Array): PackRecord | undefined {
  if (bytes.length !== length || hashOf(bytes) !== hash) return undefined
  return { ref, kind, hash, text: Buffer.from(bytes.buffer, bytes.byteOffset, length).toString() }
}

function* recordsIn(bytes: Buffer, kind: number, base: Ref): Iterable<PackRecord> {
  for (let at = bytes.indexOf(MAGIC); at >= 0; ) {
    const head = readHead(bytes, at)
    const end = at + HEAD + (head?.length ?? 0)
    const isWanted = head !== undefined && head.kind === kind && end <= bytes.length
    const found = isWanted ? toRecord(base + at, head, bytes.subarray(at + HEAD, end)) : undefined
    if (found) yield found
    // A head that lies about its length must not hide what follows.
    const isTrusted = found !== undefined || (head !== undefined && !isWanted && beginsAt(bytes, end))
    at = bytes.indexOf(MAGIC, isTrusted ? end : at + 1)
  }
}

/** Whether a record begins there, or nothing does. */
function beginsAt(bytes: Buffer, at: number): boolean {
  return at === bytes.length || MAGIC.equals(bytes.subarray(at, at + MAGIC.length))
}
