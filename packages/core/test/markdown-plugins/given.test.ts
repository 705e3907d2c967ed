/** What plugins of others rely on, as unified and the tools around it give it. */
import { afterEach, describe, expect, test } from 'vitest'
import { diskSite, memorySite, type TestSite } from './site.js'

const sites: TestSite[] = []
afterEach(() => {
  for (const site of sites.splice(0)) site.end()
})

const post = (title: string, text = 'Text.') => `---\ntitle: ${title}\ndate: 2024-01-01\n---\n\n${text}\n`

function siteWith(config: string, files: Record<string, string>, make = memorySite): TestSite {
  const site = make({
    'blog.config.ts': `export default { ${config} }`,
    'content/posts/a.md': post('A'),
    ...files,
  })
  sites.push(site)
  return site
}

/** Its page; between blocks there is no end of a line. */
const pageOf = async (site: TestSite) =>
  (await site.build()).files.get('posts/a/index.html')?.replaceAll('>\n<', '><')

/** A remark plugin that puts a text at the end. */
const ending = (text: string) => `export default function ending(options) {
  return (tree, file) => {
    tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: String(${text}) }] })
  }
}`

describe('the file', () => {
  test('lies where it lies on the disk, wherever the command runs', async () => {
    const text =
      '[file.path, ...file.history, file.dirname, file.stem, file.extname, file.cwd].join(" ").replaceAll(file.cwd, "<root>")'
    const site = siteWith(
      "markdown: { remark: ['./plugins/place.ts'] }",
      { 'plugins/place.ts': ending(text) },
      diskSite,
    )
    expect(await pageOf(site)).toContain(
      '&#x3C;root>/content/posts/a.md &#x3C;root>/content/posts/a.md &#x3C;root>/content/posts a .md &#x3C;root>',
    )
  })

  test('that a plugin renames is called by its own name in messages', async () => {
    const renaming = `export default () => (tree, file) => { file.extname = '.html'; file.message(\`At \${file.cwd}/x\`, tree.children[0]) }`
    const site = siteWith("markdown: { remark: ['./plugins/renaming.ts'] }", {
      'plugins/renaming.ts': renaming,
    })
    const { messages } = await site.build()
    expect(messages).toMatchObject([
      { path: 'content/posts/a.md', place: { start: { line: 6 } }, text: expect.stringContaining('At x') },
    ])
  })

  test('has the frontmatter for those that ask, and only they rest on it', async () => {
    const text = "file.data.matter.title + ' ' + file.data.matter.by?.join(' and ')"
    const files = {
      'plugins/title.ts': ending(text),
      'content/posts/a.md': '---\ntitle: A\nby: [B, C]\n---\nText.',
    }
    const asking = siteWith("markdown: { remark: ['./plugins/title.ts'] }", files)
    expect(await pageOf(asking)).toContain('<p>A B and C</p>')
    asking.write('content/posts/a.md', '---\ntitle: Another\nby: [D]\n---\nText.')
    const edited = await asking.build()
    expect(edited.files.get('posts/a/index.html')).toContain('<p>Another D</p>')
    expect(edited.files).toEqual((await asking.clean()).files)

    const silent = siteWith("markdown: { remark: ['./plugins/title.ts'] }", {
      'plugins/title.ts': ending('1'),
    })
    await silent.build()
    silent.write('content/posts/a.md', post('Another'))
    expect((await silent.build()).stats.ran.content).toBeUndefined()
  })

  test('takes what a plugin puts in the place of the frontmatter', async () => {
    const own = `export default () => (tree, file) => { file.data.matter = { title: 'Own' } }`
    const files = { 'plugins/own.ts': own, 'plugins/title.ts': ending('file.data.matter.title') }
    const site = siteWith("markdown: { remark: ['./plugins/own.ts', './plugins/title.ts'] }", files)
    expect(await pageOf(site)).toContain('<p>Own</p>')
  })
})

describe('options', () => {
  test('are of each plugin alone, which may change them, functions among them or not', async () => {
    const pushing = ending("(options.list.push(options.name?.() ?? 'x'), options.list.join(''))")
    const files = { 'plugins/one.ts': pushing, 'plugins/other.ts': pushing }
    const config = (shared: string) =>
      `markdown: { remark: (() => { const shared = ${shared}; return [['./plugins/one.ts', shared], ['./plugins/other.ts', shared]] })() }`
    expect(await pageOf(siteWith(config('{ list: [] }'), files))).toContain('<p>x</p><p>x</p>')
    expect(await pageOf(siteWith(config("{ list: [], name: () => 'y' }"), files))).toContain(
      '<p>y</p><p>y</p>',
    )
  })
})

describe('a plugin', () => {
  test('may take its time, by a promise or by calling back, and give a tree of its own', async () => {
    const later = `export default () => async (tree) => {
      await new Promise((resolve) => setImmediate(resolve))
      return { type: 'root', children: [...tree.children, { type: 'thematicBreak' }] }
    }`
    const back = `export default () => (tree, file, next) => {
      setImmediate(() => next(undefined, { type: 'root', children: [{ type: 'thematicBreak' }, ...tree.children] }))
    }`
    const files = { 'plugins/later.ts': later, 'plugins/back.ts': back }
    const site = siteWith("markdown: { remark: ['./plugins/later.ts', './plugins/back.ts'] }", files)
    expect(await pageOf(site)).toContain('<hr><p>Text.</p><hr>')
  })

  test('whose promise gives what is no tree has changed the one that it got', async () => {
    const all = `export default () => (tree) => Promise.all([(async () => { tree.children.push({ type: 'thematicBreak' }) })()])`
    const rehype = `export default () => async (tree) => tree.children.filter(({ tagName }) => tagName).map((child) => { child.properties.id = 'x'; return 1 })`
    const files = { 'plugins/all.ts': all, 'plugins/ids.ts': rehype }
    const site = siteWith("markdown: { remark: ['./plugins/all.ts'], rehype: ['./plugins/ids.ts'] }", files)
    expect(await pageOf(site)).toContain('<p id="x">Text.</p>')
  })

  test('may be a preset, with options of its plugins', async () => {
    const preset = `const ending = (text) => (tree) => { tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: text }] }) }
      const failing = () => (tree, file) => file.fail('No.')
      export default { settings: { x: 1 }, plugins: [[ending, 'one'], { plugins: [[failing]] }] }`
    const site = siteWith("markdown: { remark: ['./plugins/preset.ts'] }", { 'plugins/preset.ts': preset })
    const { status, messages } = await site.attempt()
    expect(status).toBe('content')
    expect(messages).toMatchObject([
      { rule: 'markdown-plugin-failed', text: expect.stringContaining('./plugins/preset.ts') },
    ])
    site.write('plugins/preset.ts', preset.replace(', { plugins: [[failing]] }', ''))
    expect(await pageOf(site)).toContain('<p>Text.</p><p>one</p>')
  })

  test('may put in HTML as text; those after it see elements', async () => {
    const html = `export default () => (tree) => { tree.children.push({ type: 'html', value: '<b>Bold' }) }`
    const names = `const namesIn = (node) => [node.tagName ?? node.type, ...(node.children ?? []).flatMap(namesIn)]
      export default () => (tree) => { tree.children.push({ type: 'text', value: namesIn(tree).join(' ') }) }`
    const files = { 'plugins/html.ts': html, 'plugins/names.ts': names }
    const site = siteWith(
      "markdown: { remark: ['./plugins/html.ts'], rehype: ['./plugins/names.ts'] }",
      files,
    )
    expect(await pageOf(site)).toContain('<b>Bold</b>root p text text b text')
  })

  test('sees code that nobody has coloured, and what it has coloured stays', async () => {
    const colouring = `export default () => (tree) => {
      const [code] = tree.children[0].children
      const [{ value }] = code.children
      code.children = [{ type: 'element', tagName: 'i', properties: {}, children: [{ type: 'text', value }] }]
    }`
    const files = {
      'plugins/colouring.ts': colouring,
      'content/posts/a.md': post('A', '```js\nlet a = 1\n```'),
    }
    const site = siteWith("markdown: { rehype: ['./plugins/colouring.ts'] }", files)
    expect(await pageOf(site)).toContain('<code class="language-js"><i>let a = 1\n</i></code>')
  })

  test('puts nothing into texts of others that would be taken out of them', async () => {
    const script = `export default () => (tree) => {
      tree.children.push({ type: 'raw', value: '<script>go()</script>' }, { type: 'element', tagName: 'p', properties: { onClick: 'go()', style: 'color:red' }, children: [] })
    }`
    const others =
      "{ name: 'others', sources: async () => [{ path: 'content/posts/made.md', text: '---\\ntitle: Made\\ndate: 2024-01-01\\n---\\n\\nText.' }] }"
    const site = siteWith(`markdown: { rehype: ['./plugins/script.ts'] }, plugins: [${others}]`, {
      'plugins/script.ts': script,
    })
    const { files } = await site.build()
    expect(files.get('posts/a/index.html')).toContain(
      '<script>go()</script><p onclick="go()" style="color:red">',
    )
    expect(files.get('posts/made/index.html')).toContain('<p>Text.</p><p></p>')
  })
})
