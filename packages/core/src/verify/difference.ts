/** Where two files part, in a few words, however large they are. */
import { hashOf } from '../hash.js'

/** The first place where two files differ, and what each has there. */
export interface Difference {
  /** Counts from 1. */
  line: number
  /** An excerpt of the line, of at most about 160 characters. */
  left: string
  right: string
}

/** Of blocks of this size each side tells a hash, so that only the one that differs is looked at. */
const blockSize = 65_536

/** A part of a file. */
export interface Block {
  bytes: Uint8Array
  /** Line ends before it. */
  lines: number
}

/** A hash of each block of a file. */
export function blockHashes(bytes: Uint8Array): string[] {
  const count = Math.ceil(bytes.length / blockSize)
  return Array.from({ length: count }, (_, at) =>
    hashOf(bytes.subarray(at * blockSize, (at + 1) * blockSize)),
  )
}

/** A block of a file, by its number. */
export function blockOf(bytes: Uint8Array, at: number): Block {
  const start = at * blockSize
  return { bytes: bytes.slice(start, start + blockSize), lines: countLines(bytes.subarray(0, start)) }
}

/** Where two blocks part that begin at the same place; nothing if they are equal. */
export function findDifference(left: Block, right: Block): Difference | undefined {
  const at = firstDifferent(left.bytes, right.bytes)
  if (at === undefined) return undefined
  const line = left.lines + countLines(left.bytes.subarray(0, at)) + 1
  return { line, left: excerpt(left.bytes, at), right: excerpt(right.bytes, at) }
}

function firstDifferent(a: Uint8Array, b: Uint8Array): number | undefined {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) if (a[at] !== b[at]) return at
  return a.length === b.length ? undefined : length
}

function countLines(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(lineEnd); at >= 0; at = bytes.indexOf(lineEnd, at + 1)) count++
  return count
}

const lineEnd = 10

/** How much is shown before and after the place, in bytes. */
const before = 60
const after = 100

function excerpt(bytes: Uint8Array, at: number): string {
  if (at >= bytes.length) return '(ends here)'
  const around = bytes.subarray(Math.max(0, at - before), at + after)
  if (around.includes(0)) return `bytes ${Buffer.from(bytes.subarray(at, at + 8)).toString('hex')}`
  const lineStart = at === 0 ? 0 : bytes.lastIndexOf(lineEnd, at - 1) + 1
  const found = bytes.indexOf(lineEnd, at)
  const stop = found < 0 ? bytes.length : found
  const [from, to] = [Math.max(lineStart, at - before), Math.min(stop, at + after)]
  const text = Buffer.from(bytes.subarray(from, to))
    .toString()
    .replace(/^\uFFFD+|\uFFFD+$/g, '')
  return `${from > lineStart ? '…' : ''}${text}${to < stop ? '…' : ''}`
}
