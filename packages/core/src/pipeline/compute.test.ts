import { expect, test, vi } from 'vitest'
import { toCompute } from './compute.js'

const functions = {
  double: (amount: number) => amount * 2,
  tags: ({ tags }: { tags: string[] }) => tags.sort(),
  bytes: () => Buffer.from('ab'),
  run: () => () => 1,
  fails: async () => {
    throw new TypeError('no data')
  },
  version: '1.0.0',
}
const compute = toCompute('counter', functions, undefined)

test('without threads, functions work on copies', async () => {
  const given = Object.freeze({ tags: Object.freeze(['b', 'a']) })
  expect(await compute('tags', given)).toEqual(['a', 'b'])
  expect(given.tags).toEqual(['b', 'a'])
  expect(Buffer.isBuffer(await compute('bytes', null))).toBe(false)
})

test('what a thread gives is taken; where it gives nothing, the function is called here', async () => {
  const pool = {
    compute: vi.fn().mockResolvedValueOnce({ value: undefined }).mockResolvedValueOnce(undefined),
  }
  const pooled = toCompute('counter', functions, pool)
  expect([await pooled('double', 1), await pooled('double', 2)]).toEqual([undefined, 4])
  expect(pool.compute).toHaveBeenCalledWith({ plugin: 'counter', name: 'double', argument: 1 })
})

test.each([
  ['fails', null, 'no data'],
  ['double', () => 1, 'The argument of the function `double` is no plain data: '],
  ['run', null, 'What the function `run` gives is no plain data: '],
  ['tally', null, 'exports no function `tally`; it exports `bytes`, `double`, `fails`, `run`, `tags`.'],
  ['version', null, 'exports no function `version`'],
  ['toString', null, 'exports no function `toString`'],
])('%s is refused where it can not be done', async (name, argument, reason) => {
  await expect(compute(name, argument)).rejects.toThrow(reason)
})
