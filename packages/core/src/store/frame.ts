/** Pieces of a file that prove themselves: each names its own checksum and that of the one before it. */
import { createHash } from 'node:crypto'

/** Begins every piece; the number is the version of all formats in the store. */
const MAGIC = Buffer.from('blogbld1')
const CHECKSUM = 32
const HEAD = MAGIC.length + 8 + CHECKSUM + CHECKSUM

/** A piece that was read. */
export interface Frame {
  /** Its checksum: of its length, of the piece before it and of its payload. */
  id: string
  payload: Uint8Array
  /** Where the next one would begin. */
  end: number
}

/** Frames a payload. `previous` is the id of the piece that it follows: 64 hex digits. */
export function toFrame(
  previous: string,
  payload: readonly Uint8Array[],
): { id: string; chunks: Uint8Array[]; length: number } {
  const head = Buffer.alloc(HEAD)
  const length = payload.reduce((sum, chunk) => sum + chunk.length, 0)
  MAGIC.copy(head)
  head.writeBigUInt64LE(BigInt(length), MAGIC.length)
  head.write(previous, MAGIC.length + 8, 'hex')
  const checksum = checksumOf(head, payload)
  checksum.copy(head, HEAD - CHECKSUM)
  return { id: checksum.toString('hex'), chunks: [head, ...payload], length: HEAD + length }
}

/** The whole piece at a place that follows `previous`; nothing if it is cut short, damaged or another's. */
export function readFrame(bytes: Uint8Array, at: number, previous: string): Frame | undefined {
  if (at + HEAD > bytes.length) return undefined
  const head = Buffer.from(bytes.subarray(at, at + HEAD))
  if (!head.subarray(0, MAGIC.length).equals(MAGIC)) return undefined
  const length = Number(head.readBigUInt64LE(MAGIC.length))
  const end = at + HEAD + length
  if (end > bytes.length) return undefined
  const payload = bytes.subarray(at + HEAD, end)
  const claimed = readHead(head)
  if (claimed?.previous !== previous || checksumOf(head, [payload]).toString('hex') !== claimed.id)
    return undefined
  return { id: claimed.id, payload, end }
}

/** What the head of a piece says of itself, unproved: enough to see that a file was replaced or has grown. */
export function readHead(head: Uint8Array | undefined): { id: string; previous: string } | undefined {
  if (head === undefined || head.length < HEAD || !MAGIC.equals(head.subarray(0, MAGIC.length)))
    return undefined
  const text = Buffer.from(head).toString('hex', MAGIC.length + 8, HEAD)
  return { previous: text.slice(0, CHECKSUM * 2), id: text.slice(CHECKSUM * 2) }
}

/** Length of the head of a piece, in bytes. */
export const HEAD_LENGTH = HEAD

function checksumOf(head: Uint8Array, payload: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256').update(head.subarray(0, HEAD - CHECKSUM))
  for (const chunk of payload) hash.update(chunk)
  return hash.digest()
}
