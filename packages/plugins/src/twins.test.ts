import { createMemoryHost, createSite, type UserConfig } from '@blog-build/core'
import { testPlugin } from '@blog-build/core/testing'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { llms } from './llms.js'
import { twins } from './twins.js'

const url = 'https://example.org'
const config: UserConfig = { title: 'Notes [on] things', description: 'About\nthem.', url }

const files: Record<string, string> = {
  'content/posts/a.md':
    '---\ntitle: "A [first] post: one"\ndate: 2024-01-01\ntags: [x, "y: z"]\nauthors: [ada]\nsummary: What it is.\n---\n\nSee [b](./b.md#there), ![an image](./i.png).\n\n```js\nlet a\n```\n',
  'content/posts/i.png': 'not really',
  'content/posts/b.md': '---\ndate: 2024-01-02\n---\n# Second\n\n## There\n\nText.\n',
  'content/pages/about.md': '# About\n\nUs.\n',
  'content/authors/ada.md': '# Ada B.\n',
}

function openSite(content: Record<string, string>, own: UserConfig = config) {
  const host = createMemoryHost(
    Object.fromEntries(Object.entries(content).map(([path, text]) => [`/site/${path}`, text])),
  )
  const full = { plugins: [twins(), llms()], ...own }
  const site = createSite({ root: '/site', host, config: full, asOf: '2025-01-01T00:00:00Z', write: false })
  const build = async () => {
    const { messages } = await site.build()
    const texts = new Map<string, string>()
    for (const { path } of site.outputs()) texts.set(path, new TextDecoder().decode(await site.read(path)))
    return { messages, texts }
  }
  return { host, build }
}

const build = (content: Record<string, string>, own?: UserConfig) => openSite(content, own).build()

describe('twins', () => {
  test('are what the page shows, with whole addresses', async () => {
    const { messages, texts } = await build(files)
    expect(messages).toEqual([])
    const text = texts.get('posts/a/index.md') ?? ''
    const [, head = '', body] = /^---\n([\s\S]*?)---\n([\s\S]*)$/.exec(text) ?? []
    expect(parse(head)).toEqual({
      title: 'A [first] post: one',
      url: 'https://example.org/posts/a/',
      date: '2024-01-01',
      authors: ['Ada B.'],
      tags: ['x', 'y: z'],
    })
    const image = [...texts.keys()].find((path) => path.endsWith('.png'))
    expect(body).toBe(
      `\n# A \\[first] post: one\n\n> What it is.\n\nSee [b](https://example.org/posts/b/#there), ![an image](https://example.org/${image}).\n\n\`\`\`js\nlet a\n\`\`\`\n`,
    )
    expect(texts.get('posts/b/index.md')).toMatch(/---\n\n# Second\n\n## There\n\nText\.\n$/)
    expect(texts.get('posts/b/index.md')?.match(/Second/g)).toHaveLength(2)
  })

  test('are linked in the head', async () => {
    const layout = 'export default ({ head }) => <i>{head.map((one) => one.attributes.href).join()}</i>'
    const own = { 'layouts/post.tsx': layout, 'layouts/page.tsx': layout }
    const { texts } = await build({ ...files, ...own }, { ...config, base: '/blog/' })
    expect(texts.get('posts/a/index.html')).toContain('<i>/blog/posts/a/index.md</i>')
  })

  test('without a url addresses start at the root of the site', async () => {
    const { url: _, ...local } = config
    const { texts } = await build(files, local)
    expect(texts.get('posts/a/index.md')).toContain('[b](/posts/b/#there)')
    expect(texts.get('llms.txt')).toContain('](/posts/a/index.md)')
  })

  test('hostile titles stay text', async () => {
    const title = 'x\\n---\\n# y\\u2028</script> [a](b) <i>'
    const own = { 'content/posts/h.md': `---\ntitle: "${title}"\ndate: 2024-01-03\n---\nText.\n` }
    const { texts } = await build(own)
    const text = texts.get('posts/h/index.md') ?? ''
    const [, head = '', body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? []
    expect(parse(head).title).toBe('x\n---\n# y\u2028</script> [a](b) <i>')
    expect(body).toBe('\n# x --- # y \\</script> \\[a]\\(b) \\<i>\n\nText.\n')
  })
})

describe('llms', () => {
  test('lists what there is by collection, and has the whole texts', async () => {
    const { texts } = await build(files)
    expect(texts.get('llms.txt')).toBe(`# Notes \\[on] things

> About them.

## Authors

- [Ada B.](https://example.org/authors/ada/index.md)

## Pages

- [About](https://example.org/about/index.md): Us.

## Posts

- [Second](https://example.org/posts/b/index.md): Text.
- [A \\[first\\] post: one](https://example.org/posts/a/index.md): What it is.

## Whole texts

- [All of it](https://example.org/llms-full.txt): about 1,000 tokens
`)
    const [a, b] = [texts.get('posts/a/index.md'), texts.get('posts/b/index.md')]
    expect(texts.get('llms-full.txt')?.endsWith(`${b}\n${a}`)).toBe(true)
  })

  test('splits by tokens, and cuts no text', async () => {
    const plugins = [twins(), llms({ tokens: 30, collection: ['posts'] })]
    const { texts } = await build(files, { ...config, plugins })
    expect([...texts.keys()].filter((path) => path.startsWith('llms'))).toEqual([
      'llms-full-2.txt',
      'llms-full.txt',
      'llms.txt',
    ])
    expect(texts.get('llms-full-2.txt')).toBe(texts.get('posts/a/index.md'))
    expect(texts.get('llms.txt')).toContain('- [Part 2 of 2](https://example.org/llms-full-2.txt)')
    expect(texts.get('llms.txt')).not.toContain('About](')
  })

  test('without the whole texts, and without anything', async () => {
    const plugins = [twins(), llms({ full: false })]
    expect((await build(files, { ...config, plugins })).texts.has('llms-full.txt')).toBe(false)
    const { texts } = await build({ 'content/posts/a.md': '---\ndraft: true\n---\n# A' })
    expect(texts.get('llms.txt')).toBe('# Notes \\[on] things\n\n> About them.\n')
  })

  test('needs twins', async () => {
    const { messages } = await build(files, { ...config, plugins: [llms()] })
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
  const { texts } = await build({
    ...files,
    ...hidden('draft', 'draft: true'),
    ...hidden('future', 'publishAt: 2030-01-01'),
    ...hidden('expired', 'expiresAt: 2024-06-01'),
    ...hidden('unlisted', 'unlisted: true'),
  })
  const traces = [...texts].filter(([path, text]) => /\.(?:md|txt)$/.test(path) && /canary/i.test(text))
  expect(traces).toEqual([])
  expect(texts.has('posts/unlisted/index.md')).toBe(false)
})

test('edits give what a clean build gives', async () => {
  const edits: Record<string, string>[] = [
    {
      'content/posts/b.md': '---\ndate: 2024-01-02\nslug: new\n---\n# Second, again\n\n## There\n\nOther.\n',
    },
    { 'content/authors/ada.md': '# Ada Byron\n' },
    { 'content/posts/c.md': '# New\n' },
    { 'content/pages/about.md': '---\nunlisted: true\n---\n# About\n' },
  ]
  let now = files
  const { host, build: again } = openSite(files)
  await again()
  for (const edit of edits) {
    now = { ...now, ...edit }
    for (const [path, text] of Object.entries(edit)) host.set(`/site/${path}`, text)
    const built = await again()
    const clean = await build(now)
    expect(built.texts).toEqual(clean.texts)
    expect(built.messages).toEqual(clean.messages)
  }
})
