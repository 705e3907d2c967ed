import { testPlugin } from '@blog-build/core/testing'
import { expect, test } from 'vitest'
import { toml } from '../src/toml.js'

const lines = [
  '+++',
  'title = "A"',
  'date = 2024-01-31T10:00:00+02:00',
  'updated = 2024-02-01',
  '[extra.deep]',
  'local = 2024-01-31 10:00:00',
  'time = 07:32:00',
  '+++',
  '',
  '[gone](./gone.md)',
  '',
]

const dump = {
  name: 'dump',
  emit: async (context: { entries(query: object): Promise<{ date?: string; data: unknown }[]> }) => {
    const found = await context.entries({})
    return found.map(({ date, data }) => ({ path: 'entry.json', body: JSON.stringify({ date, data }) }))
  },
}

async function read(text: string) {
  const files = { 'content/posts/a.md': text }
  const { all, messages } = await testPlugin(() => toml(), { files, config: { plugins: [dump] } })
  const told = messages.map(({ rule, place }) => `${rule} ${place?.start.line}:${place?.start.column}`)
  return { entry: JSON.parse(all['entry.json'] ?? 'null'), told }
}

test.each([
  ['line ends of Unix', lines.join('\n')],
  ['line ends of Windows', lines.join('\r\n')],
  ['a byte order mark and line ends of Windows', `\ufeff${lines.join('\r\n')}`],
])('dates, nested tables and places with %s', async (_, text) => {
  const sound = await read(text.replace('[gone](./gone.md)', ''))
  expect(sound.told).toEqual([])
  expect(sound.entry).toEqual({
    date: '2024-01-31T10:00:00+02:00',
    data: {
      title: 'A',
      date: '2024-01-31T10:00:00+02:00',
      updated: '2024-02-01',
      extra: { deep: { local: '2024-01-31T10:00:00', time: '07:32:00' } },
    },
  })
  expect((await read(text)).told).toEqual(['link-missing 10:1'])
})

test.each([
  ['a value that is none', 'updated = 2024-02-01', 'updated = soon', 'toml-invalid 4:11'],
  ['a key twice', 'updated = 2024-02-01', 'title = "B"', 'toml-invalid 4:1'],
  ['a date that no calendar has', 'updated = 2024-02-01', 'updated = 2024-02-30', 'toml-invalid 4:20'],
  ['a field of another kind', 'updated = 2024-02-01', 'draft = "maybe"', 'frontmatter-field 4:9'],
])('%s is told at its line and column', async (_, from, to, expected) => {
  const text = lines.join('\r\n').replace('[gone](./gone.md)', '').replace(from, to)
  const { told } = await read(text)
  expect(told.filter((one) => !one.startsWith('site-empty'))).toEqual([expected])
})
