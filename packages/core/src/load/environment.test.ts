import { expect, test } from 'vitest'
import { namesOfEnv, recordEnvironment } from './environment.js'

test.each([
  ['process.env.A', ['A']],
  ["process.env['B-1'] + env?.C + process . env [ `D` ]", ['B-1', 'C', 'D']],
  ["process.env?.['E']", ['E']],
  ["const { A, 'B': b = 1, C } = process.env", ['A', 'B', 'C']],
  ['const { A } = env', ['A']],
  ['process.env[name]; environment.X; envy.Y', []],
])('%s', (code, names) => expect(namesOfEnv(code)).toEqual(names))

test('assignments stay inside, names can not be listed', () => {
  const {
    process: own,
    reads,
    takeReads,
  } = recordEnvironment({ env: (name) => (name === 'A' ? 'a' : undefined) })
  own.env.A = 'b'
  own.env.C = 'c'
  delete own.env.C
  expect([own.env.A, own.env.C, 'B' in own.env, Object.keys(own.env)]).toEqual(['b', undefined, false, []])
  expect(reads()).toEqual([{ name: 'B', value: undefined }])
  expect(takeReads()).toHaveLength(1)
  expect(takeReads()).toEqual([])
  expect(process.env.C).toBeUndefined()
})
