import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBlocks } from './blocks.js'

test('whatever is read, in whatever order, while the file grows: the bytes are those of the file', () => {
  const reads = fc.array(
    fc.record({ offset: fc.nat(300_000), length: fc.nat(70_000), grow: fc.nat(30_000), clear: fc.boolean() }),
    { maxLength: 30 },
  )
  fc.assert(
    fc.property(reads, (list) => {
      let size = 10
      const byte = (at: number) => (at * 31 + (at >> 8)) & 255
      const read = (_name: string, offset: number, length: number) =>
        Uint8Array.from({ length: Math.max(0, Math.min(length, size - offset)) }, (_, at) =>
          byte(offset + at),
        )
      const blocks = createBlocks(read)
      for (const { offset, length, grow, clear } of list) {
        size += grow
        if (clear) blocks.clear()
        expect(blocks.readAt('a', offset, length)).toEqual(read('a', offset, length))
      }
    }),
    { numRuns: 100 },
  )
})

test('neighbours are read once, and two files are told apart', () => {
  let count = 0
  const blocks = createBlocks((name, _offset, length) => {
    count++
    return new Uint8Array(length).fill(name.length)
  })
  for (let at = 0; at < 100; at++) expect(blocks.readAt('a', at * 40, 40)?.length).toBe(40)
  expect(count).toBe(1)
  expect(blocks.readAt('ab', 0, 4)).toEqual(new Uint8Array(4).fill(2))
  expect(count).toBe(2)
})
