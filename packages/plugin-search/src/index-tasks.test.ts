// How much of an index is under way at once: each group and each drawer has all of its terms in memory.
import { expect, test } from 'vitest'
import type { Context } from './index-context.js'
import { indexTasks, inTurn } from './index-tasks.js'

/** Something that takes a while, and how often it was under way at once. */
function counted<Given, T>(answer: (given: Given) => T) {
  let now = 0
  const seen = { most: 0 }
  const run = async (given: Given) => {
    seen.most = Math.max(seen.most, ++now)
    await new Promise((resolve) => setImmediate(resolve))
    now--
    return answer(given)
  }
  return { run, seen }
}

const numbers = [0, 1, 2, 3, 4, 5, 6, 7, 8]

test('things are asked for two at a time, and told in order', async () => {
  const { run, seen } = counted((at: number) => at)
  expect(await inTurn(9, run)).toEqual(numbers)
  expect(seen.most).toBe(2)
})

test('a drawer asks for two groups at a time', async () => {
  const { run, seen } = counted((_: number) => null)
  const part = async ({ group }: { group: number }) => group
  const division = async () => ({ groups: 9, drawers: 1, documents: 9 })
  const compute = async (_: string, { lists }: { lists: number[] }) => lists
  const context = { tasks: { parted: run, part, division }, compute }
  expect(await indexTasks.drawer(context as unknown as Context, 0)).toEqual(numbers)
  expect(seen.most).toBe(2)
})

test('sixteen documents of a group are under way at once', async () => {
  const { run, seen } = counted((id: number) => id)
  const documents = Array.from({ length: 50 }, (_, at) => at + 1)
  const tasks = { members: async () => documents, record: run, division: async () => ({ drawers: 1 }) }
  const compute = async (_: string, { members }: { members: { record: number }[] }) =>
    members.map(({ record }) => record)
  const group = await indexTasks.group({ tasks, compute } as unknown as Context, 0)
  expect(group).toEqual(documents)
  expect(seen.most).toBe(16)
})
