import { expect, test } from 'vitest'
import { z } from 'zod'
import { definePlugin } from '../hooks/define-plugin.js'
import { defineService } from '../hooks/service.js'
import { optionProblems } from './option-problems.js'

const schema = z.object({ limit: z.number().default(3), of: z.object({ name: z.string() }).optional() })
const list = (options: object) =>
  definePlugin({ name: 'list', requires: [defineService('other')], options: { schema, given: options } })

test('each option that is refused, as users are told it', async () => {
  expect(await optionProblems(list({ limit: 'x', of: { name: 1 } }))).toEqual([
    {
      option: 'limit',
      message: 'Plugin `list` refuses its option `limit`: Invalid input: expected number, received string.',
    },
    {
      option: 'of.name',
      message: 'Plugin `list` refuses its option `of.name`: Invalid input: expected string, received number.',
    },
  ])
})

test('options that do, and plugins without any', async () => {
  expect(await optionProblems(list({ limit: 1 }))).toEqual([])
  expect(await optionProblems({ name: 'plain' })).toEqual([])
})

test('a schema that fails is a problem of the options as a whole', async () => {
  const failing = {
    '~standard': { version: 1 as const, vendor: 'x', validate: () => Promise.reject(new Error('no')) },
  }
  const [problem, ...others] = await optionProblems({ name: 'bad', options: { schema: failing, given: {} } })
  expect(others).toEqual([])
  expect(problem?.option).toBe('')
  expect(problem?.message).toContain('no')
})
