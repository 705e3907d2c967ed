/** `dates.bin`: the day of each document that has a date: 5 bytes of id, 3 of days since 1970 and 2 ** 23, the greatest first. */

const width = 8
const zero = 2 ** 23

/** Days since 1970 by id. */
export function encodeDates(dates: ReadonlyMap<number, number>): Uint8Array {
  const sorted = [...dates].sort(([a], [b]) => a - b)
  const bytes = new Uint8Array(width * sorted.length)
  const view = new DataView(bytes.buffer)
  for (const [at, [id, day]] of sorted.entries()) {
    view.setUint8(width * at, Math.floor(id / 2 ** 32))
    view.setUint32(width * at + 1, id % 2 ** 32)
    view.setUint8(width * at + 5, (day + zero) >>> 16)
    view.setUint16(width * at + 6, (day + zero) & 0xffff)
  }
  return bytes
}

export function decodeDates(bytes: Uint8Array): Map<number, number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const dates = new Map<number, number>()
  for (let at = 0; at + width <= bytes.length; at += width) {
    const id = view.getUint32(at) * 256 + view.getUint8(at + 4)
    dates.set(id, (view.getUint32(at + 4) % 2 ** 24) - zero)
  }
  return dates
}
