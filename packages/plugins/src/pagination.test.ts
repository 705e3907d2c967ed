import fc from 'fast-check'
import { expect, test } from 'vitest'
import { paginate } from './pagination.js'

test('the first part has the address of the list, the others lie under page/', () => {
  expect(paginate('/tags/a/', 5, 2)).toEqual([
    { permalink: '/tags/a/', params: { number: 1, pages: 3, perPage: 2 } },
    { permalink: '/tags/a/page/2/', params: { number: 2, pages: 3, perPage: 2 } },
    { permalink: '/tags/a/page/3/', params: { number: 3, pages: 3, perPage: 2 } },
  ])
})

test('the others lie beside the first if that is a file', () => {
  expect(paginate('/about/dora.html', 2, 1).map(({ permalink }) => permalink)).toEqual([
    '/about/dora.html',
    '/about/dora/page/2/',
  ])
})

test('an empty list has one part', () => {
  expect(paginate('/', 0, 10)).toEqual([{ permalink: '/', params: { number: 1, pages: 1, perPage: 10 } }])
})

test('the parts hold every entry, and none is empty', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 50 }), (count, perPage) => {
      const { length } = paginate('/', count, perPage)
      expect(length * perPage).toBeGreaterThanOrEqual(count)
      expect((length - 1) * perPage).toBeLessThan(count)
    }),
  )
})
