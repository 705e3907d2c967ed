import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMemoryHost, type MemoryHost } from '../host/memory.js'
import { createNodeHost } from '../host/node.js'
import type { Host } from '../model.js'
import { isCurrent, type LoadCodeOptions, loadCode, type UserCode } from './code.js'

let folder: string
let disk: Host

const themeFiles = {
  'layouts/post.tsx': `import { Header } from './parts/header'
import { Footer } from './parts/footer'
export const props = async () => ({ from: 'theme' })
export default function Post() { return <main><Header /><Footer /></main> }`,
  'layouts/list.tsx': `import { Header } from './parts/header'
export default function List() { return <ul><Header /></ul> }`,
  'layouts/plain.tsx': 'export default () => <p>plain</p>',
  'layouts/parts/header.tsx': `import { Logo } from './logo'
export const Header = () => <header><Logo /></header>`,
  'layouts/parts/footer.tsx': 'export const Footer = () => <footer>theme</footer>',
  'layouts/parts/logo.tsx': "export const Logo = () => 'logo'",
  'styles/theme.css': "body { background: url('./dot.svg#x'); }",
  'styles/dot.svg': '<svg/>',
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'load-code-'))
  write(themeFiles, 'theme')
  disk = createNodeHost({ root: join(folder, 'theme'), cache: join(folder, 'cache') })
})
afterAll(() => rmSync(folder, { recursive: true }))

function write(files: Record<string, string>, below: string) {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, below, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}

const site = (files: Record<string, string>, env: Record<string, string> = {}) =>
  createMemoryHost(Object.fromEntries(Object.entries(files).map(([path, text]) => [`/site/${path}`, text])), {
    env,
  })

function load(host: Host, options: Partial<LoadCodeOptions> = {}) {
  return loadCode({ host, disk, root: '/site', ...options })
}

const themed = (): Partial<LoadCodeOptions> => ({
  theme: { folder: join(folder, 'theme/layouts'), styles: [join(folder, 'theme/styles/theme.css')] },
})

async function good(host: Host, options: Partial<LoadCodeOptions> = {}): Promise<UserCode> {
  const { value, messages } = await load(host, options)
  expect(messages).toEqual([])
  if (value === undefined) throw new Error('no value')
  return value
}

async function messagesOf(files: Record<string, string>, options: Partial<LoadCodeOptions> = {}) {
  const { value, messages } = await load(site(files), options)
  expect(value).toBeUndefined()
  return messages
}

/** Renders without a renderer: components here are pure functions. */
function show(node: unknown): string {
  if (Array.isArray(node)) return node.map(show).join('')
  if (typeof node !== 'object' || node === null) return String(node ?? '')
  const { type, props } = node as { type: unknown; props: { children?: unknown } }
  if (typeof type === 'function') return show((type as (props: unknown) => unknown)(props))
  return `<${String(type)}>${show(props.children)}</${String(type)}>`
}

function render(code: UserCode, layout: string): string {
  return show({ type: code.layouts.get(layout)?.module.default, props: {} })
}

const hashes = (code: UserCode) =>
  Object.fromEntries([...code.layouts].map(([name, { hash }]) => [name, hash]))

describe('configuration', () => {
  test('imports local files, JSON and packages, and may be a promise', async () => {
    const host = site({
      'blog.config.ts': `import { defineConfig } from '@blog-build/core/plugin'
import { z } from 'zod'
import { h } from 'preact'
import { title } from './lib/title.js'
import data from './data.json'
export default Promise.resolve({ title: title as string, n: data.n, zod: typeof z.object, h })`.replace(
        'defineConfig',
        'definePlugin',
      ),
      'lib/title.ts': "import { name } from '.'\nexport const title: string = name",
      'lib/index.ts': "export const name = 'Hello'",
      'data.json': '{"n":3}',
    })
    const code = await good(host)
    const { h } = await import('preact')
    expect(code.config).toEqual({ title: 'Hello', n: 3, zod: 'function', h })
    expect(code.configPath).toBe('blog.config.ts')
  })

  test('none at all', async () => {
    const code = await good(site({ 'content/a.md': 'x' }))
    expect([code.config, code.configPath, code.layouts.size, code.styles]).toEqual([
      undefined,
      undefined,
      0,
      undefined,
    ])
  })

  test('a named one, and a missing one', async () => {
    const code = await good(site({ 'etc/my.mjs': 'export default { title: "x" }' }), {
      configPath: 'etc/my.mjs',
    })
    expect([code.config, code.configPath]).toEqual([{ title: 'x' }, 'etc/my.mjs'])
    expect(await messagesOf({}, { configPath: 'no.ts' })).toMatchObject([
      { rule: 'config-missing', path: 'no.ts' },
    ])
  })

  test('its hash is of what it consists of', async () => {
    const files = { 'blog.config.ts': "import './a'\nexport default {}", 'a.ts': '1', 'b.ts': '1' }
    const hash = async (change: Record<string, string>) =>
      (await good(site({ ...files, ...change }))).configHash
    const first = await hash({})
    expect(await hash({})).toBe(first)
    expect(await hash({ 'b.ts': '2', 'layouts/x.tsx': 'export default () => null' })).toBe(first)
    expect(await hash({ 'a.ts': '2' })).not.toBe(first)
  })

  test('a syntax error has its place, counted in UTF-16', async () => {
    const [message] = await messagesOf({
      'blog.config.ts': "import './a'\nexport default {}",
      'a.ts': "const ok = 1\nconst s = '😀é'; const = 3\n",
    })
    expect(message).toMatchObject({
      rule: 'config-syntax',
      severity: 'error',
      path: 'a.ts',
      place: { start: { line: 2, column: 24 } },
    })
    expect(message?.text).toContain('const = 3')
  })

  test('a syntax error on a first line that names its own file', async () => {
    const [message] = await messagesOf({ 'blog.config.ts': 'const a = import.meta.url; const = 3' })
    expect(message).toMatchObject({ place: { start: { line: 1, column: 34 } } })
    expect(message?.text).not.toContain('/site')
  })

  test('missing packages and files, all of them', async () => {
    const messages = await messagesOf({
      'blog.config.ts': "import a from '@nobody/nothing/sub'\n  import './lost'\nexport default a",
    })
    expect(messages).toMatchObject([
      { rule: 'config-import-missing', path: 'blog.config.ts', place: { start: { line: 1, column: 15 } } },
      { rule: 'config-import-missing', place: { start: { line: 2, column: 10 } } },
    ])
    expect(messages[0]?.remedy).toContain('npm install @nobody/nothing`')
  })

  test('one that throws: reason and place in its own text', async () => {
    const [message] = await messagesOf({
      'blog.config.ts': "import { f } from './f'\nexport default f()",
      'f.ts':
        'interface Long { a: string }\n\nexport function f(): Long {\n  throw new TypeError("no luck")\n}',
    })
    expect(message).toMatchObject({
      rule: 'config-threw',
      path: 'f.ts',
      place: { start: { line: 4, column: 9 } },
    })
    expect(message?.text).toContain('TypeError: no luck')
    expect(await messagesOf({ 'blog.config.ts': 'export default Promise.reject("why")' })).toMatchObject([
      { rule: 'config-threw', path: 'blog.config.ts', text: 'The configuration could not be loaded: why.' },
    ])
  })

  test('without a default export', async () => {
    expect(await messagesOf({ 'blog.config.ts': 'export const title = 1' })).toMatchObject([
      { rule: 'config-no-default', path: 'blog.config.ts' },
    ])
  })

  test('a key that stands twice is a warning', async () => {
    const { value, messages } = await load(site({ 'blog.config.ts': 'export default { a: 1, a: 2 }' }))
    expect(value?.config).toEqual({ a: 2 })
    expect(messages).toMatchObject([
      { rule: 'code-suspicious', severity: 'warning', place: { start: { line: 1 } } },
    ])
  })

  test('code knows where it lies', async () => {
    const code = await good(
      site({
        'blog.config.ts':
          "import { at } from './lib/at'\nexport default [at, import.meta.dirname, __filename]",
        'lib/at.ts': 'export const at = import.meta.url',
      }),
    )
    expect(code.config).toEqual(['file:///site/lib/at.ts', '/site', '/site/blog.config.ts'])
  })

  test('two sites of the same code share nothing', async () => {
    const files = { 'blog.config.ts': 'export default { box: {}, name: process.env.NAME }' }
    const [one, two] = [await good(site(files, { NAME: 'a' })), await good(site(files, { NAME: 'b' }))]
    expect([one.config, two.config]).toEqual([
      { box: {}, name: 'a' },
      { box: {}, name: 'b' },
    ])
    expect((one.config as { box: object }).box).not.toBe((two.config as { box: object }).box)
  })
})

describe('environment', () => {
  test('reads are recorded, in every spelling, and never reach the machine', async () => {
    const config = `import { env } from 'node:process'
const { B, ...rest } = { B: process.env['B'] }
const name = ['D', 'YN'].join('')
process.env.LOCAL = 'own'
export default [process.env.A, B, env.C, globalThis.process.env.E, process.env[name], process.env.LOCAL, 'F' in process.env, typeof process.cwd()]
export const later = () => process.env.LATER`
    const host = site({ 'blog.config.ts': config }, { A: 'a', C: 'c', DYN: 'd', F: 'f' })
    const code = await good(host)
    expect(code.config).toEqual(['a', undefined, 'c', undefined, 'd', 'own', true, 'string'])
    expect(process.env.LOCAL).toBeUndefined()
    const read = Object.fromEntries(code.env.map(({ name, value }) => [name, value]))
    expect(read).toMatchObject({ A: 'a', B: undefined, C: 'c', DYN: 'd', F: 'f' })
    expect(code.env.map(({ name }) => name)).toContain('LATER')
  })

  test.each(['A', 'DYN', 'LATER'])('%s is part of the hash and of staleness', async (name) => {
    const config = `export default [process.env.A, process.env['D' + 'YN'], () => process.env.LATER]`
    const host = site({ 'blog.config.ts': config })
    const before = await good(host)
    expect(isCurrent(host, before)).toBe(true)
    host.setEnv(name, '1')
    expect(isCurrent(host, before)).toBe(false)
    expect((await good(host)).configHash).not.toBe(before.configHash)
    host.setEnv(name, undefined)
    host.setEnv('OTHER', '1')
    expect(isCurrent(host, before)).toBe(true)
  })

  test('a variable of one layout leaves the others alone', async () => {
    const host = site({
      'layouts/a.tsx': 'export default () => process.env.A',
      'layouts/b.tsx': 'export default () => null',
      'blog.config.ts': 'export default process.env.CONFIG',
    })
    const before = await good(host)
    host.setEnv('A', '1')
    const after = await good(host)
    expect(after.layouts.get('a')?.hash).not.toBe(before.layouts.get('a')?.hash)
    expect(after.layouts.get('b')?.hash).toBe(before.layouts.get('b')?.hash)
    expect(after.configHash).toBe(before.configHash)
    host.setEnv('CONFIG', '1')
    expect(hashes(await good(host))).toEqual(hashes(after))
  })
})

describe('layouts', () => {
  test('of the theme alone', async () => {
    const code = await good(site({}), themed())
    expect([...code.layouts.keys()]).toEqual(['list', 'plain', 'post'])
    expect(code.layouts.get('post')?.path).toBe('@theme/post.tsx')
    expect(render(code, 'post')).toBe('<main><header>logo</header><footer>theme</footer></main>')
  })

  test('a replaced part changes what shows it, and only that', async () => {
    const before = await good(site({}), themed())
    const host = site({ 'layouts/parts/footer.tsx': "export const Footer = () => 'mine'" })
    const after = await good(host, themed())
    expect(render(after, 'post')).toBe('<main><header>logo</header>mine</main>')
    const [old, now] = [hashes(before), hashes(after)]
    expect(now.post).not.toBe(old.post)
    expect([now.list, now.plain]).toEqual([old.list, old.plain])
    host.set('/site/layouts/parts/footer.tsx', "export const Footer = () => 'mine' // changed")
    expect(hashes(await good(host, themed())).post).not.toBe(now.post)
  })

  test('a part of a part, replaced', async () => {
    const code = await good(site({ 'layouts/parts/logo.tsx': "export const Logo = () => 'mine'" }), themed())
    expect(render(code, 'list')).toBe('<ul><header>mine</header></ul>')
  })

  test('a replacement wraps its original', async () => {
    const code = await good(
      site({
        'layouts/parts/header.tsx': `import { Header as Original } from '@theme/parts/header'
export const Header = () => <div><Original /></div>`,
        'layouts/parts/logo.tsx': "export const Logo = () => 'mine'",
      }),
      themed(),
    )
    expect(render(code, 'list')).toBe('<ul><div><header>mine</header></div></ul>')
  })

  test('an original never contains the file that asks for it', async () => {
    const code = await good(
      site({
        'layouts/parts/logo.tsx': `import { Header } from '@theme/parts/header'
export const Logo = () => <b><Header /></b>`,
      }),
      themed(),
    )
    expect(render(code, 'list')).toBe('<ul><header><b><header>logo</header></b></header></ul>')
  })

  test('a replacement without props inherits them, and the hash knows', async () => {
    const host = site({
      'layouts/post.tsx': "import { Header } from './parts/header'\nexport default () => <i><Header /></i>",
    })
    const heir = await good(host, themed())
    // `./parts/header` is the theme's: a copied layout keeps its imports.
    expect(render(heir, 'post')).toBe('<i><header>logo</header></i>')
    expect(await heir.layouts.get('post')?.module.props?.({} as never, {} as never)).toEqual({
      from: 'theme',
    })
    expect(heir.layouts.get('post')?.path).toBe('layouts/post.tsx')
    write({ 'layouts/post.tsx': `${themeFiles['layouts/post.tsx']}\n// new` }, 'theme')
    const after = await good(host, themed())
    write(themeFiles, 'theme')
    expect(after.layouts.get('post')?.hash).not.toBe(heir.layouts.get('post')?.hash)
    expect(isCurrent(host, heir)).toBe(true)
    expect(isCurrent(host, after)).toBe(false)
  })

  test('own props count, and without a theme there is nothing to inherit', async () => {
    const own = 'export const props = async () => ({ from: 1 })\nexport default () => null'
    const code = await good(site({ 'layouts/post.tsx': own, 'layouts/list.tsx': own.split('\n')[1] ?? '' }))
    expect(await code.layouts.get('post')?.module.props?.({} as never, {} as never)).toEqual({ from: 1 })
    expect(code.layouts.get('list')?.module).not.toHaveProperty('props')
  })

  test('errors: no component, bad props, syntax, thrown, twice, unknown original', async () => {
    expect(
      await messagesOf({
        'layouts/a.tsx': 'export const a = 1',
        'layouts/b.tsx': 'export default () => null\nexport const props = 1',
        'layouts/c.tsx': '\nthrow new Error("oh")\nexport default () => null',
        'layouts/d.tsx': 'export default () => null',
        'layouts/d.jsx': 'export default () => null',
      }),
    ).toMatchObject([
      { rule: 'layout-twice', path: 'layouts/d.tsx' },
      { rule: 'layout-no-component', path: 'layouts/a.tsx' },
      { rule: 'layout-props', path: 'layouts/b.tsx' },
      { rule: 'layout-threw', path: 'layouts/c.tsx', place: { start: { line: 2, column: 7 } } },
    ])
    expect(await messagesOf({ 'layouts/a.tsx': 'export default () => <p>' })).toMatchObject([
      { rule: 'layout-syntax', path: 'layouts/a.tsx' },
    ])
    const [unknown] = await messagesOf({ 'layouts/a.tsx': "export { default } from '@theme/pots'" }, themed())
    expect(unknown).toMatchObject({ rule: 'config-import-missing', remedy: 'Did you mean `@theme/post`?' })
  })

  test('elements are of the one Preact', async () => {
    const code = await good(site({ 'layouts/a.tsx': 'export default () => <p>x</p>' }))
    const { isValidElement } = await import('preact')
    const component = code.layouts.get('a')?.module.default as unknown as () => unknown
    expect(isValidElement(component())).toBe(true)
  })
})

describe('styles', () => {
  const text = (code: UserCode) => new TextDecoder().decode(code.styles?.bytes)

  test('theme first, then the project by name; files are named by hash', async () => {
    const host = site({
      'styles/b.css': '@import "./_part.css";\n.b { color: #ff0000 }',
      'styles/_part.css':
        '@import "https://example.org/x.css";\n.part { background: url("../img/My Pic.png?v=1") }',
      'styles/a.css': '.a { background: url(/public.png); mask: url(#m) }',
      'img/My Pic.png': 'png',
    })
    const code = await good(host, themed())
    const css = text(code)
    const order = ['body', '.a', '.part', '.b'].map((name) => css.indexOf(`${name}{`))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(order).not.toContain(-1)
    expect(css).toContain('color:red')
    expect(css).toContain('url(../public.png)')
    expect(css).toContain('#m')
    expect(css).toMatch(/^@import"https:\/\/example.org\/x.css";/)
    const paths = code.styles?.files.map(({ path }) => path) ?? []
    expect(paths).toEqual([
      expect.stringMatching(/^assets\/dot\.[\w-]{10}\.svg$/),
      expect.stringMatching(/^assets\/my-pic\.[\w-]{10}\.png$/),
    ])
    expect(css).toContain(`url(${paths[0]?.replace('assets', '.')}#x)`)
    expect(css).toContain(`url(${paths[1]?.replace('assets', '.')}?v=1)`)
    expect(code.styles?.path).toMatch(/^assets\/style\.[\w-]{10}\.css$/)
    expect(css).not.toContain(folder)
    const again = await good(host, themed())
    expect(again.styles).toEqual(code.styles)
    host.set('/site/img/My Pic.png', 'other')
    expect(isCurrent(host, code)).toBe(false)
    expect((await good(host, themed())).styles?.path).not.toBe(code.styles?.path)
  })

  test('problems have a place', async () => {
    expect(await messagesOf({ 'styles/a.css': 'a { b: c }\nb { background: url(no.png) }' })).toMatchObject([
      { rule: 'style-file-missing', path: 'styles/a.css', place: { start: { line: 2, column: 17 } } },
    ])
    const { value, messages } = await load(site({ 'styles/a.css': 'a { color: red' }))
    expect(value?.styles).toBeDefined()
    expect(messages).toMatchObject([{ rule: 'style-syntax', severity: 'warning', path: 'styles/a.css' }])
  })
})

describe('staleness', () => {
  const files = {
    'blog.config.ts': "import './a'\nexport default {}",
    'a.ts': 'export {}',
    'layouts/x.tsx': 'export default () => null',
    'styles/x.css': 'a { color: red }',
    'content/a.md': 'a',
  }
  test.each<[string, (host: MemoryHost) => void, boolean]>([
    ['nothing', () => {}, true],
    ['content', (host) => host.set('/site/content/a.md', 'b'), true],
    ['the same bytes anew', (host) => host.set('/site/a.ts', 'export {}'), true],
    ['the configuration', (host) => host.set('/site/blog.config.ts', 'export default 1'), false],
    ['an imported file', (host) => host.set('/site/a.ts', '1'), false],
    ['a new layout', (host) => host.set('/site/layouts/y.tsx', ''), false],
    ['a removed layout', (host) => host.delete('/site/layouts/x.tsx'), false],
    ['a new part folder', (host) => host.set('/site/layouts/parts/y.tsx', ''), false],
    ['a new style', (host) => host.set('/site/styles/y.css', ''), false],
    ['a file that would be found first', (host) => host.set('/site/a', ''), false],
    ['a removed configuration', (host) => host.delete('/site/blog.config.ts'), false],
  ])('%s', async (_name, change, expected) => {
    const host = site(files)
    const code = await good(host)
    change(host)
    expect(isCurrent(host, code)).toBe(expected)
  })

  test('a configuration that was absent', async () => {
    const host = site({})
    const code = await good(host)
    expect(isCurrent(host, code)).toBe(true)
    host.set('/site/blog.config.mjs', 'export default {}')
    expect(isCurrent(host, code)).toBe(false)
  })

  test('packages: their version counts, linked source counts as code', async () => {
    const root = join(folder, 'real')
    write(
      {
        'blog.config.ts': "import { a } from 'installed'\nexport default a",
        'node_modules/installed/package.json':
          '{"name":"installed","version":"1.0.0","type":"module","exports":{"import":"./index.js"}}',
        'node_modules/installed/index.js': 'export const a = 1',
      },
      'real',
    )
    const host = createNodeHost({ root, cache: join(folder, 'cache') })
    const before = await good(host, { disk: host, root })
    expect(before.config).toBe(1)
    expect(isCurrent(host, before)).toBe(true)
    write(
      {
        'node_modules/installed/package.json':
          '{"name":"installed","version":"1.0.1","type":"module","exports":{"import":"./index.js"}}',
      },
      'real',
    )
    expect(isCurrent(host, before)).toBe(false)
    expect((await good(host, { disk: host, root })).configHash).not.toBe(before.configHash)
  })
})
