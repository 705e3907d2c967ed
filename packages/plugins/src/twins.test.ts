import { testPlugin } from '@blog-build/core/testing'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type LlmsOptions, llms } from './llms.js'
import { twins } from './twins.js'

type Files = Record<string, string>

const config = { title: 'Notes [on] things', description: 'About\nthem.', url: 'https://example.org' }

const files: Files = {
  'content/posts/a.md':
    '---\ntitle: "A [first] post: one"\ndate: 2024-01-01\ntags: [x, "y: z"]\nauthors: [ada]\nsummary: What it is.\n---\n\nSee [b](./b.md#there), ![an image](./i.png).\n\n```js\nlet a\n```\n',
  'content/posts/i.png': 'not really',
  'content/posts/b.md': '---\ndate: 2024-01-02\n---\n# Second\n\n## There\n\nText.\n',
  'content/pages/about.md': '# About\n\nUs.\n',
  'content/authors/ada.md': '# Ada B.\n',
}

/** Twins, with `llms` beside them. */
const build = (content: Files, own = {}, options: LlmsOptions = {}) =>
  testPlugin(twins, { files: content, config: { ...config, plugins: [llms(options)], ...own } })

describe('twins', () => {
  test('are what the page shows, with whole addresses', async () => {
    const { messages, all: texts } = await build(files)
    expect(messages).toEqual([])
    const text = texts['posts/a/index.md'] ?? ''
    const [, head = '', body] = /^---\n([\s\S]*?)---\n([\s\S]*)$/.exec(text) ?? []
    expect(parse(head)).toEqual({
      title: 'A [first] post: one',
      url: 'https://example.org/posts/a/',
      date: '2024-01-01',
      authors: ['Ada B.'],
      tags: ['x', 'y: z'],
    })
    const image = Object.keys(texts).find((path) => path.endsWith('.png'))
    expect(body).toBe(
      `\n# A \\[first] post: one\n\n> What it is.\n\nSee [b](https://example.org/posts/b/#there), ![an image](https://example.org/${image}).\n\n\`\`\`js\nlet a\n\`\`\`\n`,
    )
    expect(texts['posts/b/index.md']).toMatch(/---\n\n# Second\n\n## There\n\nText\.\n$/)
    expect(texts['posts/b/index.md']?.match(/Second/g)).toHaveLength(2)
  })

  test('tasks keep their boxes, whose text is a label on the page', async () => {
    const list = '- [ ] open\n  - [x] *below*\n- [x] done\n'
    const loose = '- [ ] one\n\n  more\n- [x] two\n'
    const body = `# A\n\n${list}\nText.\n\n${loose}`
    const { all: texts } = await build({ 'content/posts/a.md': body })
    expect(texts['posts/a/index.html']).toContain('<label><input type="checkbox" disabled> open')
    expect(texts['posts/a/index.md']).toContain(`\n${list}\nText.\n`)
    expect(texts['posts/a/index.md']).toContain('- [ ] one\n\n  more\n\n- [x] two\n')
  })

  test('are linked in the head', async () => {
    const built = await build(files, { base: '/blog/' })
    expect(built.page('/posts/a/')?.head).toEqual([
      {
        tag: 'link',
        attributes: { rel: 'alternate', type: 'text/markdown', href: '/blog/posts/a/index.md' },
      },
    ])
  })

  test('without a url addresses start at the root of the site', async () => {
    const { all: texts } = await build(files, { url: undefined })
    expect(texts['posts/a/index.md']).toContain('[b](/posts/b/#there)')
    expect(texts['llms.txt']).toContain('](/posts/a/index.md)')
  })

  test('hostile titles stay text', async () => {
    const title = 'x\\n---\\n# y\\u2028</script> [a](b) <i>'
    const own = { 'content/posts/h.md': `---\ntitle: "${title}"\ndate: 2024-01-03\n---\nText.\n` }
    const { all: texts } = await build(own)
    const text = texts['posts/h/index.md'] ?? ''
    const [, head = '', body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? []
    expect(parse(head).title).toBe('x\n---\n# y\u2028</script> [a](b) <i>')
    expect(body).toBe('\n# x --- # y \\</script> \\[a]\\(b) \\<i>\n\nText.\n')
  })
})

describe('llms', () => {
  test('lists what there is by collection, and has the whole texts', async () => {
    const { all: texts } = await build(files)
    expect(texts['llms.txt']).toBe(`# Notes \\[on] things

> About them.

## Authors

- [Ada B.](https://example.org/authors/ada/index.md)

## Pages

- [About](https://example.org/about/index.md): Us.

## Posts

- [Second](https://example.org/posts/b/index.md): Text.
- [A \\[first\\] post: one](https://example.org/posts/a/index.md): What it is.

## Whole texts

- [All of it](https://example.org/llms-full.txt): fewer than 1,000 tokens
`)
    const [a, b] = [texts['posts/a/index.md'], texts['posts/b/index.md']]
    expect(texts['llms-full.txt']?.endsWith(`${b}\n${a}`)).toBe(true)
  })

  test('splits by tokens, and cuts no text', async () => {
    const { all: texts } = await build(files, {}, { tokens: 30, collection: ['posts'] })
    expect(Object.keys(texts).filter((path) => path.startsWith('llms'))).toEqual([
      'llms-full-2.txt',
      'llms-full.txt',
      'llms.txt',
    ])
    expect(texts['llms-full-2.txt']).toBe(texts['posts/a/index.md'])
    expect(texts['llms.txt']).toContain('- [Part 2 of 2](https://example.org/llms-full-2.txt)')
    expect(texts['llms.txt']).not.toContain('About](')
  })

  test('without the whole texts, and without anything', async () => {
    expect((await build(files, {}, { full: false })).all).not.toHaveProperty(['llms-full.txt'])
    const { all: texts } = await build({ 'content/posts/a.md': '---\ndraft: true\n---\n# A' })
    expect(texts['llms.txt']).toBe('# Notes \\[on] things\n\n> About them.\n')
  })

  test('needs twins', async () => {
    const { messages } = await testPlugin(llms, { files, config })
    expect(messages.map(({ rule }) => rule)).toEqual(['plugin-service-missing'])
  })
})

describe('an edit of one text', () => {
  const edit = {
    files: { 'content/posts/b.md': '---\ndate: 2024-01-02\n---\n# Second\n\nText.\n\n## There\n' },
  }

  test('makes one twin again', async () => {
    const built = await testPlugin(twins, { files })
    const edited = await built.edit(edit)
    expect(edited.ran).toEqual(['tasks.text posts/b'])
    expect(edited.changed).toEqual(['posts/b/index.html', 'posts/b/index.md'])
  })

  test('makes the parts again that have it', async () => {
    const options = { tokens: 60, collection: ['posts', 'pages'] }
    const built = await testPlugin(() => llms(options), { files, config: { plugins: [twins()] } })
    const parts = Object.keys(built.outputs).filter((path) => path.startsWith('llms-full'))
    expect(parts).toEqual(['llms-full-2.txt', 'llms-full-3.txt', 'llms-full.txt'])
    const edited = await built.edit({
      files: { 'content/posts/b.md': '---\ndate: 2024-01-02\n---\n# Second\n\n## There\n\nTexs.\n' },
    })
    expect(edited.changed.filter((path) => path.startsWith('llms-full'))).toEqual(['llms-full.txt'])
    expect(edited.ran.filter((one) => /part |idsOf/.test(one))).toEqual(['tasks.part 0'])
  })
})

test('A30: what is hidden is in no twin and no list', async () => {
  const hidden = (name: string, field: string) => ({
    [`content/posts/${name}.md`]: `---\ndate: 2024-05-01\n${field}\n---\n# Canary\n\ncanary\n`,
  })
  const { all: texts } = await build({
    ...files,
    ...hidden('draft', 'draft: true'),
    ...hidden('future', 'publishAt: 2030-01-01'),
    ...hidden('expired', 'expiresAt: 2024-06-01'),
    ...hidden('unlisted', 'unlisted: true'),
  })
  const traces = Object.entries(texts).filter(
    ([path, text]) => /\.(?:md|txt)$/.test(path) && /canary/i.test(text),
  )
  expect(traces).toEqual([])
  expect('posts/unlisted/index.md' in texts).toBe(false)
})

test('an edit reaches the twins that show it, and no other', async () => {
  const built = await build(files)
  const moved = '---\ndate: 2024-01-02\nslug: new\n---\n# Second, again\n\n## There\n\nOther.\n'
  const renamed = await built.edit({ files: { 'content/posts/b.md': moved } })
  expect(renamed.ran).toContain('tasks.text posts/a')
  expect(renamed.ran).not.toContain('tasks.text pages/about')
  expect(renamed.outputs['posts/a/index.md']).toContain('[b](https://example.org/posts/new/#there)')
  const author = await renamed.edit({ files: { 'content/authors/ada.md': '# Ada Byron\n' } })
  expect(author.changed.filter((path) => path.endsWith('.md'))).toEqual([
    'authors/ada/index.md',
    'posts/a/index.md',
  ])
  const hidden = await author.edit({
    files: { 'content/pages/about.md': '---\nunlisted: true\n---\n# About\n' },
  })
  expect(hidden.outputs).not.toHaveProperty(['about/index.md'])
})
