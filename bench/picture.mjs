/** Small pictures that are real: a PNG any decoder takes, and an SVG. */

import { crc32, deflateSync } from 'node:zlib'

/** @import { Random } from './random.mjs' */

const side = 48

/**
 * A PNG of 48 × 48 grey stripes. Its data is stored, not compressed: how zlib compresses may change from
 * version to version, and the corpus may not.
 *
 * @param {Random} random
 * @returns {Buffer}
 */
export function png(random) {
  const rows = Array.from({ length: side }, () => {
    const row = Buffer.alloc(side + 1, random.integer(0, 255))
    row[0] = 0 // The filter of this row: none.
    return row
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header[8] = 8 // Bits a sample, of one grey channel.
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 0 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/**
 * An SVG with a few bars.
 *
 * @param {Random} random
 * @returns {Buffer}
 */
export function svg(random) {
  const bars = Array.from({ length: 8 }, (_, index) => {
    const height = random.integer(10, 100)
    return `  <rect x="${index * 40 + 4}" y="${120 - height}" width="32" height="${height}" fill="#36c"/>`
  })
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="120" viewBox="0 0 320 120">\n${bars.join('\n')}\n</svg>\n`,
  )
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
