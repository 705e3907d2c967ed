// A Markdown plugin in a module of its own: where it may lie, what it is known by, and what it may not ask.
import { afterEach, expect, test } from 'vitest'
import { diskSite, memorySite, type TestSite } from './site.js'

const sites: TestSite[] = []
afterEach(() => {
  for (const site of sites.splice(0)) site.end()
})

function open(kind: 'disk' | 'memory', files: Record<string, string>): TestSite {
  const site = (kind === 'disk' ? diskSite : memorySite)({
    'content/posts/a.md': '# A\n\nA :cat:\n',
    ...files,
  })
  sites.push(site)
  return site
}

const configOf = (markdown: string) => `export default { markdown: { ${markdown} } }`

/** Signs each text with what its options say. */
const sign = (words = 'signed') => `import type { Root } from 'mdast'
import { mark } from './mark'

export function remarkSign({ by = 'nobody' }: { by?: string } = {}) {
  return (tree: Root) => {
    tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: \`${words} by \${by}\${mark}\` }] })
  }
}
`
const files = { 'plugins/remark-sign.ts': sign(), 'plugins/mark.ts': "export const mark = '!'" }

/** A plugin of the project that gives the module by its URL. */
const ofHook = {
  'blog.config.ts': "import { signed } from './plugins/signed'\nexport default { plugins: [signed()] }",
  'plugins/signed.ts': `export const signed = () => ({
    name: 'signed',
    remark: [{ module: new URL('./remark-sign.js', import.meta.url), options: { by: 'Ann' } }],
  })`,
}
const ofConfig = {
  'blog.config.ts': configOf("remark: [{ module: './plugins/remark-sign.ts', options: { by: 'Ann' } }]"),
}

const page = async (site: TestSite) => (await site.build()).files.get('posts/a/index.html')

test.each([
  ['disk', 'the configuration', ofConfig],
  ['disk', 'a hook', ofHook],
  ['memory', 'the configuration', ofConfig],
  ['memory', 'a hook', ofHook],
] as const)('in a world on %s, given by %s, its code is part of the content', async (kind, _, own) => {
  const site = open(kind, { ...files, ...own })
  expect(await page(site)).toContain('<p>signed by Ann!</p>')
  const again = await site.build()
  expect(again.changed).toEqual([])

  for (const [path, text, expected] of [
    ['plugins/remark-sign.ts', sign('written'), '<p>written by Ann!</p>'],
    ['plugins/mark.ts', "export const mark = '?'", '<p>written by Ann?</p>'],
  ] as const) {
    site.write(path, text)
    const built = await site.build()
    expect(built.files.get('posts/a/index.html')).toContain(expected)
    expect(built.files).toEqual((await site.clean()).files)
  }
})

test('a package of the project, and an export by its name', async () => {
  const site = open('disk', {
    ...files,
    'plugins/two.js':
      'export const one = () => {}\nexport const other = () => (tree) => { tree.children.pop() }',
    'blog.config.ts': configOf(
      "remark: [{ module: 'remark-emoji' }, { module: './plugins/two.js', export: 'one' }], rehype: []",
    ),
  })
  expect(await page(site)).toContain('🐱')
  site.write(
    'blog.config.ts',
    configOf("remark: [{ module: './plugins/two.js', export: 'other' }, { module: 'remark-emoji' }]"),
  )
  expect(await page(site)).not.toContain('🐱')
})

test('the URL of an installed package', async () => {
  const url = import.meta.resolve('remark-emoji')
  const site = open('memory', { 'blog.config.ts': configOf(`remark: [{ module: ${JSON.stringify(url)} }]`) })
  expect(await page(site)).toContain('🐱')
})

test('one that brings syntax changes the parser, as any plugin does', async () => {
  const site = open('disk', {
    'content/posts/a.md': 'Sum $a$',
    'blog.config.ts': configOf("remark: [{ module: 'remark-math' }]"),
  })
  expect(await page(site)).toContain('math-inline')
})

test('options may be changed by the plugin, and stay what they were', async () => {
  const greedy = (name: string) =>
    `export const ${name} = ({ list }) => { list.push('${name}'); return (tree) => { tree.children.push({ type: 'text', value: list.join() }) } }`
  const site = open('disk', {
    'plugins/greedy.js': `${greedy('one')}\n${greedy('two')}`,
    'blog.config.ts': `const given = { module: './plugins/greedy.js', options: { list: [] } }
    export default { markdown: { remark: [{ ...given, export: 'one' }, { ...given, export: 'two' }] } }`,
  })
  expect(await page(site)).toMatch(/one\s*two/)
})

const asking = (code: string) => `import { contextOf } from '@blog-build/core/plugin'
export default function remarkAsking() {
  return async (tree, file) => { ${code} }
}`

test.each(['read("a.txt")', 'glob("*.txt")', 'env("HOME")'])(
  'it asks nothing of its context: %s is refused, and a function after it asks as ever',
  async (question) => {
    const config = (remark: string) =>
      `import asking from './plugins/asking.js'\n${configOf(`remark: ${remark}`)}`
    const site = open('disk', {
      'plugins/asking.js': asking(`await contextOf(file).${question}`),
      'blog.config.ts': config("[{ module: './plugins/asking.js' }, asking]"),
    })
    const { status, messages } = await site.attempt()
    expect(status).toBe('content')
    expect(messages).toMatchObject([
      { rule: 'markdown-plugin-failed', plugin: './plugins/asking.js', path: 'content/posts/a.md' },
    ])
    expect(messages[0]?.text).toContain('a module asks nothing of `contextOf(file)`')
    site.write('blog.config.ts', config('[asking]'))
    expect((await site.attempt()).status).toBe('published')
    site.write('plugins/quiet.js', 'export default () => () => {}')
    site.write('blog.config.ts', config("[{ module: './plugins/quiet.js' }, asking]"))
    expect((await site.attempt()).status).toBe('published')
  },
)

test.each([
  ['{ module: "./plugins/absent.js" }', 'markdown-plugin-missing', '`./plugins/absent.js`'],
  [
    '{ module: new URL("./plugins/absent.js", import.meta.url) }',
    'markdown-plugin-missing',
    '`./plugins/absent.js`',
  ],
  ['{ module: "remark-absent" }', 'markdown-plugin-missing', '`remark-absent`'],
  ['{ module: "./plugins/none.js" }', 'markdown-plugin-export', 'neither a default export'],
  ['{ module: "remark-emoji", export: "other" }', 'markdown-plugin-export', 'no export `other`'],
  ['{ module: "./plugins/throws.js" }', 'markdown-plugin-threw', 'no data'],
  [
    '{ module: "remark-emoji", options: { of: [() => 1] } }',
    'markdown-module-options',
    'a function at `of[0]`',
  ],
  ['{ module: "remark-emoji", option: 1 }', 'config-field', '`{ module, export, options }`'],
  ['{ module: "" }', 'config-field', '`{ module, export, options }`'],
  ['{ module: "remark-emoji", export: 1 }', 'config-field', '`{ module, export, options }`'],
])('%s is refused', async (given, rule, text) => {
  const site = open('disk', {
    'plugins/none.js': 'export const a = 1',
    'plugins/throws.js': "throw new Error('no data')",
    'blog.config.ts': configOf(`remark: [${given}]`),
  })
  const { status, messages } = await site.attempt()
  expect(status).toBe('config')
  expect(messages).toMatchObject([{ rule, severity: 'error', path: 'blog.config.ts' }])
  expect(messages[0]?.text).toContain(text)
})
