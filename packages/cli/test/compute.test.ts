// Functions of a plugin's module run in threads: whatever they do, the site and what is said of it are the same for any
// number of threads.
import { describe, expect, test } from 'vitest'
import { put, siteOf } from './command.js'
import { built, fromNothing } from './threaded-build.js'

/** Threads begin with the 401st text. */
const POSTS = 430

/** Counts words of each post by a function of the module, and emits what it said. */
const config = `export default {
  plugins: [{
    name: 'counter',
    compute: './plugins/count.ts',
    tasks: {
      count: async (context, id) => {
        const texts = (await context.sections(id)).map(({ text }) => text)
        return context.compute('count', { id, text: texts.join(' ') })
      },
    },
    emit: async (context) => {
      const entries = await context.entries()
      const counts = await Promise.all(entries.map(({ id }) => context.tasks.count(id)))
      return [{ path: 'counts.json', body: JSON.stringify(counts) }]
    },
  }],
}`

const moduleOf = (code: string, before = '') => `${before}
export async function count({ id, text }: { id: string; text: string }) {
  const isOdd = text.includes('odd')
  ${code}
  return { id, words: text.split(/\\s+/).length, bytes: new TextEncoder().encode(text.slice(0, 2)).length }
}
`

function siteWith(module: string, textOf: (at: number) => string = () => ''): string {
  const folder = siteOf({ 'blog.config.ts': config, 'plugins/count.ts': module })
  for (let at = 0; at < POSTS; at++) {
    put(
      folder,
      `content/posts/post-${at}.md`,
      `# Post ${at}\n\nText ${'of words '.repeat(at % 7)}${textOf(at)}\n`,
    )
  }
  return folder
}

test('threads run them, where there are some', async () => {
  const folder = siteWith(
    moduleOf('return { thread: threadId }', "import { threadId } from 'node:worker_threads'"),
  )
  const threadsOf = async (workers: number) =>
    new Set((await fromNothing(folder, workers)).files['counts.json']?.match(/\d+/g))
  expect((await threadsOf(0)).size).toBe(1)
  expect((await threadsOf(2)).size).toBeGreaterThan(1)
}, 300_000)

test('the same site with 0, 1 and 3 threads, and after an edit of the module', async () => {
  const folder = siteWith(moduleOf(''))
  const alone = await fromNothing(folder, 0)
  expect(alone).toMatchObject({ code: 0, status: 'published' })
  expect(JSON.parse(alone.files['counts.json'] ?? '')).toHaveLength(POSTS)
  for (const workers of [1, 3]) expect(await fromNothing(folder, workers)).toEqual(alone)

  put(folder, 'plugins/count.ts', moduleOf("if (isOdd || true) return { id, words: 'many' }"))
  const edited = await built(folder, 1)
  expect(edited.files['counts.json']).toContain('many')
  expect((await fromNothing(folder, 0)).files).toEqual(edited.files)
}, 300_000)

test('what a function reads is an input of who called it, as without threads', async () => {
  const reading = moduleOf(
    "if (isOdd) return { id, text: readFileSync('data.txt', 'utf8') + process.env.COMPUTE_TEST }",
    "import { readFileSync } from 'node:fs'",
  )
  const folder = siteWith(reading, (at) => (at === 429 ? 'odd' : ''))
  put(folder, 'data.txt', 'one')
  expect((await fromNothing(folder, 1)).files['counts.json']).toContain('one')
  put(folder, 'data.txt', 'two')
  const next = await built(folder, 1)
  expect(next.files['counts.json']).toContain('two')
  expect((await fromNothing(folder, 0)).files).toEqual(next.files)
}, 300_000)

describe('faults are told in the same words with threads and without', () => {
  test.each([
    ['throws', "if (isOdd) throw new Error('no data')", 'plugin-failed'],
    ['gives what is no data', 'if (isOdd) return { run: () => 1 }', 'plugin-failed'],
    ['changes what all code shares', 'if (isOdd) Object.prototype.polluted = 1', 'plugin-changed-globals'],
    ['ends the process', 'if (isOdd) process.exit(0)', 'plugin-broke-off'],
    ['loops', 'if (isOdd) for (;;) {}', 'plugin-stuck'],
  ])(
    '%s',
    async (_, code, rule) => {
      const folder = siteWith(moduleOf(code), (at) => (at === 429 ? 'odd' : ''))
      const alone = await fromNothing(folder, 0, ['--timeout', '4'])
      expect(alone.messages.map((said: { rule: string }) => said.rule)).toContain(rule)
      const threaded = await fromNothing(folder, 1, ['--timeout', '4'])
      expect(threaded.messages).toEqual(alone.messages)
      expect(threaded.code).toBe(alone.code)
    },
    300_000,
  )
})

test.each([0, 1])(
  'one that never settles ends the build, with %i threads',
  async (workers) => {
    const folder = siteWith(moduleOf('if (isOdd) await new Promise(() => {})'), (at) =>
      at === 429 ? 'odd' : '',
    )
    const { code, messages } = await fromNothing(folder, workers, ['--timeout', '4'])
    expect(code).toBe(1)
    expect(messages).toMatchObject([{ rule: 'plugin-stuck', plugin: 'counter' }])
  },
  300_000,
)

test('what a function is given and gives is a copy, with threads and without', async () => {
  const config = `export default {
  plugins: [{
    name: 'keys',
    compute: './plugins/keys.ts',
    emit: async (context) => {
      const entries = await context.entries()
      const given = entries.map(({ id, tags }) => ({ id, tags }))
      const answers = await Promise.all(given.map((one) => context.compute('zip', one)))
      const texts = answers.map(({ bytes, tags, kind }) => [bytes.toString('base64'), tags.join(), kind.constructor.name])
      return [{ path: 'keys.json', body: JSON.stringify([texts, given.map(({ tags }) => tags)]) }]
    },
  }],
}`
  const module = `export const zip = ({ id, tags }) => ({ bytes: Buffer.from(id), tags: tags.sort().reverse(), kind: new (class Kind {})() })`
  const folder = siteOf({ 'blog.config.ts': config, 'plugins/keys.ts': module })
  for (let at = 0; at < POSTS; at++)
    put(folder, `content/posts/post-${at}.md`, `---\ntitle: Post ${at}\ntags: [b, a, c]\n---\n\nText ${at}\n`)
  const alone = await fromNothing(folder, 0)
  expect(alone.files['keys.json']).toContain('"c,b,a","Object"]')
  expect(alone.files['keys.json']).toContain('["b","a","c"]')
  expect(await fromNothing(folder, 1)).toEqual(alone)
  put(folder, 'content/posts/post-1.md', '---\ntitle: Post\ntags: [z, y]\n---\n\nText\n')
  expect((await built(folder, 1)).files).toEqual((await fromNothing(folder, 0)).files)
}, 300_000)

test('a variable that is read when the module is loaded is an input of the code', async () => {
  const folder = siteOf({
    'blog.config.ts': config,
    'plugins/count.ts': moduleOf('return name', "const name = process.env[['COMPUTE', 'LOADED'].join('_')]"),
    'content/posts/a.md': '# A\n',
  })
  const count = async (value: string) => {
    process.env.COMPUTE_LOADED = value
    return (await built(folder, 1)).files['counts.json']
  }
  try {
    expect([await count('one'), await count('two')]).toEqual(['["one"]', '["two"]'])
  } finally {
    delete process.env.COMPUTE_LOADED
  }
}, 60_000)

describe.each([0, 1])('with %i threads', (workers) => {
  const emitting = (body: string) =>
    `export default { plugins: [{ name: 'counter', compute: './plugins/count.ts', emit: async (context) => { ${body} } }] }`
  const call = "context.compute('count', { id: String(at), text: at === 440 ? 'odd' : '' })"

  test.each([
    [
      'one of many calls of a hook throws',
      `await Promise.all(Array.from({ length: 450 }, (_, at) => ${call}))`,
      'no data',
    ],
    [
      'a hook leaves its calls and throws',
      `Array.from({ length: 430 }, (_, at) => ${call}); throw new Error('left')`,
      'left',
    ],
  ])(
    '%s: that is told, and nothing else',
    async (_, body, reason) => {
      const module = moduleOf("if (isOdd) throw new Error('no data')")
      const folder = siteOf({ 'blog.config.ts': emitting(body), 'plugins/count.ts': module })
      for (let at = 0; at < POSTS; at++)
        put(folder, `content/posts/post-${at}.md`, `# Post ${at}\n\nText ${at}\n`)
      const { code, messages } = await fromNothing(folder, workers)
      expect(code).toBe(1)
      const errors = messages.filter(({ severity }: { severity: string }) => severity === 'error')
      expect(errors).toMatchObject([{ rule: 'plugin-failed', path: 'blog.config.ts' }])
      expect(errors[0].text).toContain(reason)
    },
    300_000,
  )
})

describe('mistakes', () => {
  test.each([
    [
      'a function that there is not',
      moduleOf('').replace('count(', 'tally('),
      'plugin-failed',
      'exports `tally`',
    ],
    [
      'a module that throws when it is loaded',
      "throw new Error('broken')",
      'plugin-failed',
      'the module of its `compute`, plugins/count.ts: broken',
    ],
    ['a module with a mistake', 'export const = 1', 'config-syntax', ''],
    [
      'a module that changes what all code shares',
      `Array.prototype.foo = 1\n${moduleOf('')}`,
      'plugin-changed-globals',
      '`counter`',
    ],
  ])(
    '%s',
    async (_, module, rule, words) => {
      const folder = siteOf({
        'blog.config.ts': config,
        'plugins/count.ts': module,
        'content/posts/a.md': '# A\n',
      })
      const { messages, code } = await fromNothing(folder, 1)
      expect(code).toBeGreaterThan(0)
      expect(messages).toContainEqual(expect.objectContaining({ rule, text: expect.stringContaining(words) }))
    },
    60_000,
  )

  test('a module that is not there', async () => {
    const folder = siteOf({ 'blog.config.ts': config, 'content/posts/a.md': '# A\n' })
    const { messages } = await fromNothing(folder, 1)
    expect(messages).toContainEqual(
      expect.objectContaining({ rule: 'plugin-compute-missing', plugin: 'counter' }),
    )
  }, 60_000)
})
