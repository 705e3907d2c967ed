import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cut } from './cut.js'

interface Item {
  name: string
  size: number
}

const known = ({ name, size }: Item) => ({ name, size, isAlone: size > 8000 })
const names = (parts: Item[][]) => parts.map((part) => part.map(({ name }) => name).join(' '))

const items = fc.uniqueArray(
  fc.record({ name: fc.stringMatching(/^[a-z]{1,60}$/), size: fc.integer({ min: 10, max: 12_000 }) }),
  { selector: ({ name }) => name, maxLength: 200 },
)
const sorted = (list: Item[]) => [...list].sort((a, b) => (a.name < b.name ? -1 : 1))

test('all is there, in its order; parts are small unless a name is too long to begin one', () => {
  fc.assert(
    fc.property(items, (list) => {
      const parts = cut(sorted(list), known)
      expect(parts.flat()).toEqual(sorted(list))
      for (const [at, part] of parts.entries()) {
        expect(part.length).toBeGreaterThan(0)
        if (at > 0) expect(part[0]?.name.length).toBeLessThanOrEqual(40)
        if (list.every(({ name }) => name.length <= 40)) {
          expect(part.some(({ size }) => size > 8000) ? part.length : 1).toBe(1)
          expect(part.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(32_000)
        }
      }
    }),
  )
})

test('one more item moves few ends', () => {
  const word = (at: number) => `${'bcdfghklmn'[at % 10]}${(at * 7919).toString(36)}`
  const list = sorted(Array.from({ length: 20_000 }, (_, at) => ({ name: word(at), size: 30 + (at % 50) })))
  const before = new Set(names(cut(list, known)))
  expect(before.size).toBeGreaterThan(30)
  const changed = Array.from({ length: 50 }, (_, at) => {
    const more = sorted([...list, { name: `${word(at * 371)}x`, size: 40 }])
    return names(cut(more, known)).filter((part) => !before.has(part)).length
  })
  expect(changed.filter((count) => count === 1).length).toBeGreaterThanOrEqual(45)
  expect(Math.max(...changed)).toBeLessThan(15)
})
