import { expect, test } from 'vitest'
import { collect, first, sequential } from './driver.js'
import type { Plugin } from './hook.js'

const plugin = (name: string): Plugin => ({ name })
const two = [plugin('bad'), plugin('good')]

test.each([
  ['pages', {}, '', 'an object'],
  ['pages', [null], '[0]', 'null'],
  ['pages', [{ layout: 'page', params: {} }], '[0].permalink', 'nothing'],
  ['pages', [{ permalink: '/x/', params: {} }], '[0].layout', 'nothing'],
  ['pages', [{ permalink: '/x/', layout: 'page', params: {}, entry: 5 }], '[0].entry', '5'],
  ['emit', { path: 'a', body: 'x' }, '', 'an object'],
  ['emit', [{ path: 'a', body: 5 }], '[0].body', '5'],
  ['head', [{ tag: 'body' }], '[0].tag', 'the text "body"'],
  ['head', [{ tag: 'meta', attributes: { content: {} } }], '[0].attributes.content', 'an object'],
  ['head', [{ tag: 'script', text: 'alert(1)' }], '[0].attributes.type', 'nothing'],
  ['head', [{ tag: 'script', attributes: { type: 'module' } }], '[0].attributes.type', 'the text "module"'],
  ['check', [{ rule: 'x', severity: 'fatal', text: 't' }], '[0].severity', 'the text "fatal"'],
  ['check', [{ rule: 'x', severity: 'error', text: 't', place: {} }], '[0].place.start', 'nothing'],
  [
    'check',
    [{ rule: 'x', severity: 'error', text: 't', place: { start: { line: -5, column: 1 } } }],
    '[0].place.start.line',
    '-5',
  ],
  ['sources', [{ path: 'a.md', text: 5 }], '[0].text', '5'],
  ['load', [{ data: {}, body: '', places: { title: 5 } }], '[0].places.title', '5'],
  [
    'load',
    [{ data: {}, body: '', places: { '': { start: { line: 0, column: 1 } } } }],
    '[0].places.',
    'an object',
  ],
  [
    'load',
    { records: [{ data: {}, body: '', places: { a: null } }], messages: [] },
    'records[0].places.a',
    'null',
  ],
  [
    'load',
    [{ data: {}, body: '', places: {}, file: '../../etc/passwd' }],
    '[0].file',
    'the text "../../etc/passwd"',
  ],
  ['load', [{ data: {}, body: '', places: {}, file: '/etc/passwd' }], '[0].file', 'the text "/etc/passwd"'],
] as const)(
  'an answer of `%s` that is none is told and left out: %j',
  async (hook, nonsense, field, found) => {
    const { value, messages } = await collect<unknown>(two, { hook }, ({ name }) =>
      name === 'bad' ? nonsense : [],
    )
    const at = field === '' ? '' : `, at \`${field}\``
    expect(value).toEqual([{ plugin: 'good', answer: [] }])
    expect(messages).toMatchObject([{ rule: 'plugin-value', severity: 'error', plugin: 'bad' }])
    expect(messages[0]?.text).toBe(`Plugin \`bad\` gave ${found} from its hook \`${hook}\`${at}.`)
  },
)

test('answers that are right pass, with fields that the hook does not know', async () => {
  const answers = {
    pages: [{ permalink: '/x/', layout: 'page', params: { n: 1 }, other: 1 }],
    emit: [
      { path: 'a', body: 'x' },
      { path: 'b', body: new Uint8Array([1]) },
    ],
    head: [
      { tag: 'meta', attributes: { content: 'x', hidden: true } },
      { tag: 'title', text: 'x' },
    ],
    check: [{ rule: 'x', severity: 'info', text: 't', path: undefined, place: undefined }],
    sources: [{ path: 'a.md', text: '' }],
  }
  for (const hook of Object.keys(answers) as (keyof typeof answers)[]) {
    const { value, messages } = await collect<unknown>([plugin('p')], { hook }, () => answers[hook])
    expect(messages).toEqual([])
    expect(value).toEqual([{ plugin: 'p', answer: answers[hook] }])
  }
})

test('nothing is no answer, whether `undefined` or `null`', async () => {
  const { value, messages } = await collect<unknown>(two, { hook: 'pages' }, ({ name }) =>
    name === 'bad' ? null : undefined,
  )
  expect(value).toEqual([{ plugin: 'bad', answer: null }])
  expect(messages).toEqual([])
})

test('records that are none are told, and the next plugin is asked', async () => {
  const record = { data: {}, body: '', places: {} }
  const call = { hook: 'load' as const, path: 'a.md' }
  const answer = await first<unknown>(two, call, ({ name }) => (name === 'bad' ? [{}] : [record]))
  expect(answer.value).toEqual({ plugin: 'good', answer: [record] })
  expect(answer.messages).toMatchObject([{ rule: 'plugin-value', path: 'a.md' }])
})

test('records may come with messages, which are told where they are none', async () => {
  const call = { hook: 'load' as const, path: 'a.csv' }
  const asked = (answer: unknown) => first<unknown>([{ name: 'csv' }], call, () => answer)
  const loaded = { records: [], messages: [{ rule: 'csv-row', severity: 'error', text: 'Row 2.' }] }
  expect(await asked(loaded)).toEqual({ value: { plugin: 'csv', answer: loaded }, messages: [] })
  const [noList] = (await asked({ records: [] })).messages
  expect(noList?.text).toBe('Plugin `csv` gave nothing from its hook `load` on a.csv, at `messages`.')
  const [noSeverity] = (await asked({ records: [], messages: [{ rule: 'a', text: 'b' }] })).messages
  expect(noSeverity?.text).toBe(
    'Plugin `csv` gave nothing from its hook `load` on a.csv, at `messages[0].severity`.',
  )
})

test.each([
  [{ id: 'posts/b' }, 'id'],
  [{ tags: 'x' }, 'tags'],
  [{ title: 5 }, 'title'],
  [{ publishAt: 'nonsense' }, 'publishAt'],
  [{ data: { run: () => 1 } }, 'data.run'],
])('an entry that an `entry` hook spoils stays as it was: %j', async (change, field) => {
  const start = {
    id: 'posts/a',
    collection: 'posts',
    path: 'a.md',
    trust: 'author',
    data: {},
    tags: [],
    authors: [],
    draft: false,
    unlisted: false,
    aliases: [],
  }
  const call = { hook: 'entry' as const, path: 'a.md' }
  const { value, messages } = await sequential<unknown>(two, call, start, ({ name }, entry) =>
    name === 'bad' ? { ...start, ...change } : { ...(entry as object), title: 'T' },
  )
  expect(value).toEqual({ ...start, title: 'T' })
  expect(messages).toMatchObject([{ rule: 'plugin-value', path: 'a.md', plugin: 'bad' }])
  expect(messages[0]?.text).toContain(`at \`${field}\``)
})
