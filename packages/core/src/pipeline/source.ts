import { isUtf8 } from 'node:buffer'
import { location } from 'vfile-location'
import { sourceNotUtf8, sourceNul, sourceTooLarge } from '../messages/source.js'
import type { Message, Point, Result, Source, Trust } from '../model.js'

/** A JavaScript string holds some five times as much. Texts of Markdown are bounded by `markdown.limits.size` as well. */
const maxBytes = 100_000_000

/**
 * Decodes the bytes of a file, strictly: a text with replaced letters would be published unnoticed.
 * A byte order mark is dropped, line ends become `\n`, and NUL becomes U+FFFD, with a warning.
 *
 * @param path Relative to the project root, with `/`.
 * @returns Nothing, and `source-not-utf8` with the byte and its line and column, if the bytes are not UTF-8; nothing, and
 * `source-unreadable`, if they are more than any text has.
 */
export function toSource(
  path: string,
  bytes: Uint8Array,
  trust: Trust = 'author',
): Result<Source | undefined> {
  if (bytes.length > maxBytes)
    return { value: undefined, messages: [sourceTooLarge(path, bytes.length, maxBytes)] }
  const encoding = otherEncoding(bytes)
  const invalid = encoding === undefined ? firstInvalid(bytes) : 0
  if (invalid !== undefined) {
    const start = endPoint(normalise(new TextDecoder().decode(bytes.subarray(0, invalid))))
    return { value: undefined, messages: [sourceNotUtf8({ path, place: { start } }, invalid, encoding)] }
  }
  // TextDecoder drops a leading byte order mark by itself.
  const text = normalise(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  const messages: Message[] = []
  const nul = text.indexOf('\0')
  if (nul !== -1) {
    const start = endPoint(text.slice(0, nul))
    messages.push(sourceNul({ path, place: { start } }, text.split('\0').length - 1))
  }
  return { value: { path, text: nul === -1 ? text : text.replaceAll('\0', '\uFFFD'), trust }, messages }
}

/**
 * A file that only a plugin could load, which may well be no text at all: then there is none. Text in other encodings
 * than UTF-8 is decoded with losses, and says so: it is the plugin's format that knows what it is in.
 */
export function toForeignSource(path: string, bytes: Uint8Array): Source | undefined {
  if (bytes.length > maxBytes) return undefined
  // UTF-16 without a mark is, by its bytes, UTF-8 with many NULs.
  const isUtf16 = hasNulEverySecond(bytes)
  if (isUtf8(bytes) && !isUtf16) return toSource(path, bytes).value
  if (otherEncoding(bytes) === undefined && isBinary(bytes) && !isUtf16) return undefined
  return { path, text: normalise(new TextDecoder().decode(bytes)), trust: 'author', isLossy: true }
}

/** As UTF-16 of Western texts has it: at even places, or at odd ones, and at many of them. */
function hasNulEverySecond(bytes: Uint8Array): boolean {
  const nuls = [0, 0]
  const length = Math.min(bytes.length, 1000)
  for (let at = 0; at < length; at++) if (bytes[at] === 0) nuls[at % 2] = (nuls[at % 2] ?? 0) + 1
  return Math.max(...nuls) > length / 4 && Math.min(...nuls) === 0
}

/** By the rule of Git: text has no NUL among its first bytes. */
function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 8_000).includes(0)
}

/** All line ends as `\n`; columns stay what an editor shows. */
function normalise(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}

/** The point after the last character. */
function endPoint(text: string): Point {
  const point = location(text).toPoint(text.length)
  return { line: point?.line ?? 1, column: point?.column ?? 1 }
}

/** UTF-16 and UTF-32 say so by their byte order mark, in either order. */
function otherEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe && bytes[2] === 0 && bytes[3] === 0)
    return 'UTF-32 (little endian)'
  if (bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0xfe && bytes[3] === 0xff) return 'UTF-32 (big endian)'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16 (little endian)'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16 (big endian)'
  return undefined
}

/** Offset of the first byte that begins no UTF-8 sequence. */
function firstInvalid(bytes: Uint8Array): number | undefined {
  if (isUtf8(bytes)) return undefined
  let offset = 0
  while (offset < bytes.length) {
    const length = sequenceLength(bytes, offset)
    if (length === 0) return offset
    offset += length
  }
  return undefined
}

/** Length of the sequence that begins here, 0 if none does: overlong forms and surrogates are none. */
function sequenceLength(bytes: Uint8Array, offset: number): number {
  const lead = bytes[offset] ?? 0
  if (lead < 0x80) return 1
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0
  for (let index = 1; index < length; index++) {
    const byte = bytes[offset + index]
    if (byte === undefined || byte < 0x80 || byte > 0xbf) return 0
  }
  const second = bytes[offset + 1] ?? 0
  const tooLow = (lead === 0xe0 && second < 0xa0) || (lead === 0xf0 && second < 0x90)
  const tooHigh = (lead === 0xed && second > 0x9f) || (lead === 0xf4 && second > 0x8f)
  return tooLow || tooHigh ? 0 : length
}
