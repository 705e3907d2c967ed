import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderPlugins } from './order.js'
import { defineService, type Service } from './service.js'

interface Ordered {
  name: string
  requires?: readonly Service[]
  provides?: readonly Service[]
  order?: 'pre' | 'post'
}

const [x, y] = [defineService('x'), defineService('y')]
const namesOf = (plugins: Ordered[]) => orderPlugins(plugins).plugins.map(({ name }) => name)

test('plugins that say nothing stay as they stand', () => {
  expect(namesOf([{ name: 'b' }, { name: 'a' }, { name: 'c' }])).toEqual(['b', 'a', 'c'])
})

test('`pre` and `post` come before and after, needs before both', () => {
  expect(namesOf([{ name: 'a', order: 'post' }, { name: 'b' }, { name: 'c', order: 'pre' }])).toEqual([
    'c',
    'b',
    'a',
  ])
  expect(
    namesOf([{ name: 'user', order: 'pre', requires: [x] }, { name: 'b' }, { name: 'by', provides: [x] }]),
  ).toEqual(['b', 'by', 'user'])
})

test('an optional service orders too, and may be missing', () => {
  expect(
    namesOf([
      { name: 'user', requires: [x.optional] },
      { name: 'by', provides: [x] },
    ]),
  ).toEqual(['by', 'user'])
  expect(orderPlugins([{ name: 'user', requires: [x.optional] }]).problems).toEqual([])
})

test('what is missing, provided twice, or needed in a circle is a problem that names both sides', () => {
  const almost = defineService('reading-tim')
  expect(
    orderPlugins([
      { name: 'a', requires: [almost, y] },
      { name: 'b', provides: [defineService('reading-time')] },
    ]).problems,
  ).toEqual([
    { kind: 'missing', plugin: 'a', service: 'reading-tim', near: 'reading-time' },
    { kind: 'missing', plugin: 'a', service: 'y', near: undefined },
  ])
  const twice = [
    { name: 'a', provides: [x] },
    { name: 'b', provides: [x] },
  ]
  expect(orderPlugins(twice).problems).toEqual([{ kind: 'twice', service: 'x', plugins: ['a', 'b'] }])
  const circle = [
    { name: 'first', requires: [x] },
    { name: 'a', requires: [y], provides: [x] },
    { name: 'b', requires: [x], provides: [y] },
  ]
  const steps = [
    { plugin: 'a', service: 'y' },
    { plugin: 'b', service: 'x' },
  ]
  expect(orderPlugins(circle).problems).toEqual([{ kind: 'cycle', plugins: steps }])
})

test('a plugin may use its own service', () => {
  expect(orderPlugins([{ name: 'a', requires: [x], provides: [x] }]).problems).toEqual([])
})

test('whatever they need of earlier numbers, providers come first, and the order is the same for any needs that it meets', () => {
  const sites = fc.integer({ min: 1, max: 12 }).chain((count) =>
    fc.tuple(
      fc.shuffledSubarray(
        Array.from({ length: count }, (_, at) => at),
        { minLength: count, maxLength: count },
      ),
      fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 20 }),
      fc.array(fc.constantFrom<'pre' | 'post' | undefined>('pre', 'post', undefined), {
        minLength: count,
        maxLength: count,
      }),
    ),
  )
  fc.assert(
    fc.property(sites, ([positions, needs, orders]) => {
      const plugins = positions.map((number): Ordered => {
        const own = needs.filter(([of, by]) => of === number && by < number)
        const order = orders[number]
        return {
          name: `p${number}`,
          provides: [defineService(`s${number}`)],
          requires: own.map(([, by]) => defineService(`s${by}`)),
          ...(order && { order }),
        }
      })
      const { plugins: ordered, problems } = orderPlugins(plugins)
      expect(problems).toEqual([])
      expect(new Set(ordered)).toEqual(new Set(plugins))
      for (const [at, { requires = [] }] of ordered.entries()) {
        const before = ordered
          .slice(0, at)
          .flatMap(({ provides = [] }) => provides.map(({ service }) => service))
        expect(requires.every(({ service }) => before.includes(service))).toBe(true)
      }
      expect(orderPlugins(ordered).plugins).toEqual(ordered)
    }),
  )
})
