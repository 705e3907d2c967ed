/** Scripts and styles that plugins bring for the browser: bundled, named by their hash, linked where they are asked for. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { createMemoryHost } from '../src/host/memory.js'
import { createSite } from '../src/index.js'

const layout = `export default ({ page, styles, scripts }) => (
  <html lang="en"><head><title>{page.title}</title>
    {styles.map((href) => <link rel="stylesheet" href={href} />)}
    {scripts.map((src) => <script type="module" src={src} />)}
  </head><body /></html>
)`

const config = `const pick = (client) => ({ name: 'pick', client })
export default {
  base: '/blog/',
  plugins: [
    pick({
      script: 'pick/index.ts', style: 'pick/pick.css',
      when: async (context, page) => (await context.entry(page.entry)).data.pick === true,
    }),
    { name: '@x/All', client: { script: new URL('./all.js', import.meta.url) } },
  ],
}`

const files = {
  '/site/blog.config.ts': config,
  '/site/layouts/page.tsx': layout,
  '/site/layouts/post.tsx': layout,
  '/site/styles/own.css': 'a { color: red }',
  '/site/pick/index.ts':
    "import { word } from './word.js'\nconst shown: string = word\ndocument.title = shown",
  '/site/pick/word.ts': "export const word = 'picked'\nexport const unused = 'left out'",
  '/site/pick/pick.css': '.pick { background: url(dot.svg) }',
  '/site/pick/dot.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  '/site/content/posts/a.md': '---\npick: true\n---\n# A',
  '/site/content/posts/b.md': '# B',
}

// What a URL names is looked for on the disk: this file serves.
const all = { '/site/all.js': 'export {}' }

function open() {
  const host = createMemoryHost({ ...files, ...all })
  const site = createSite({ root: '/site', host })
  const read = (path: string) => Buffer.from(host.read(`/site/dist/${path}`) ?? '').toString()
  const names = () => (host.list('/site/dist/assets') ?? []).map(({ name }) => name).sort()
  return { host, site, read, names }
}

test('pages link what they ask for, before the styles of the site', async () => {
  const { host, site, read, names } = open()
  host.set('/site/blog.config.ts', config.replace("new URL('./all.js', import.meta.url)", "'all.js'"))
  const built = await site.build()
  expect(built.messages).toEqual([])
  const [a, b] = [read('posts/a/index.html'), read('posts/b/index.html')]
  const scripts = (html: string) => [...html.matchAll(/src="(.*?)\..*?js"/g)].map(([, path]) => path)
  const styles = (html: string) => [...html.matchAll(/href="(.*?)\..*?css"/g)].map(([, path]) => path)
  expect(scripts(a)).toEqual(['/blog/assets/pick', '/blog/assets/-x-all'])
  expect(scripts(b)).toEqual(['/blog/assets/-x-all'])
  expect(styles(a)).toEqual(['/blog/assets/pick', '/blog/assets/style'])
  expect(styles(b)).toEqual(['/blog/assets/style'])
  expect(
    names()
      .map((name) => name.replace(/\..*\./, '.'))
      .sort(),
  ).toEqual(['-x-all.js', 'dot.svg', 'pick.css', 'pick.js', 'style.css'])
  const script = read(`assets/${names().find((name) => /^pick\..*js$/.test(name))}`)
  expect(script).toContain('"picked"')
  expect(script).not.toContain('left out')
})

test('a changed module of a script changes its name, and the pages that link it, only', async () => {
  const { host, site, names } = open()
  host.set('/site/blog.config.ts', config.replace("new URL('./all.js', import.meta.url)", "'all.js'"))
  await site.build()
  const before = names()
  host.set('/site/pick/word.ts', "export const word = 'chosen'")
  const { changed } = await site.build()
  expect(changed.changed).toEqual(['/posts/a/'])
  expect(changed.added).toHaveLength(1)
  expect(changed.removed).toHaveLength(1)
  const clean = createMemoryHost({})
  for (const path of [...Object.keys(files), '/site/all.js', '/site/blog.config.ts']) {
    clean.set(path, Buffer.from(host.read(path) ?? '').toString())
  }
  await createSite({ root: '/site', host: clean }).build()
  expect((clean.list('/site/dist/assets') ?? []).map(({ name }) => name).sort()).toEqual(names())
  expect(names().filter((name) => !before.includes(name))).toHaveLength(1)
})

test('a file that is not there, one that does not parse, and a `when` that fails are told', async () => {
  const messagesOf = async (client: string) => {
    const { host, site } = open()
    host.set('/site/blog.config.ts', `export default { plugins: [{ name: 'p', client: ${client} }] }`)
    host.set('/site/broken.js', 'let = {')
    host.set('/outside.js', 'export {}')
    host.set('/shared.css', 'a {}')
    const built = await site.build()
    return built.messages.map(({ rule, path, plugin }) => `${built.status} ${rule} ${path ?? plugin}`)
  }
  expect(await messagesOf("{ script: 'none.js' }")).toEqual(['config plugin-client-missing p'])
  // They are there, but no business of a path of the project.
  expect(await messagesOf("{ script: '../outside.js' }")).toEqual(['config plugin-client-missing p'])
  expect(await messagesOf("{ style: '/shared.css' }")).toEqual(['config plugin-client-missing p'])
  const nowhere = JSON.stringify(fileURLToPath(new URL('./none.js', import.meta.url)))
  expect(await messagesOf(`{ style: new URL('file://' + ${nowhere}) }`)).toEqual([
    'config plugin-client-missing p',
  ])
  expect(await messagesOf("{ script: 'broken.js' }")).toEqual(['config config-syntax broken.js'])
  const failing = await messagesOf("{ script: 'all.js', when() { throw new Error('no') } }")
  expect([...new Set(failing)]).toEqual(['content plugin-failed blog.config.ts'])
  const odd = await messagesOf("{ script: 'all.js', when: () => 'yes' }")
  expect([...new Set(odd)]).toEqual(['content plugin-value p'])
})

test('a script may depend on the language and the options', async () => {
  const { host, site, read, names } = open()
  const own = (script: string) => `export default {
    language: 'de',
    plugins: [{ name: 'greet', options: { schema: { '~standard': { version: 1, vendor: 'x', validate: (value) => ({ value }) } }, given: { loud: true } },
      client: { script: ${script} } }],
  }`
  // What a URL names lies on the disk.
  const folder = mkdtempSync(join(tmpdir(), 'client-'))
  writeFileSync(join(folder, 'word.ts'), "export const word: string = 'picked'")
  const url = JSON.stringify(pathToFileURL(join(folder, 'index.js')).href)
  host.set(
    '/site/blog.config.ts',
    own(`({ language, options }) => ({
    text: \`import { word } from './word.js'; document.title = word + \${JSON.stringify(language + options.loud)}\`,
    from: new URL(${url}),
  })`),
  )
  expect((await site.build()).messages).toEqual([])
  const script = () => read(`assets/${names().find((name) => /^greet\..*js$/.test(name))}`)
  expect(script()).toContain('picked')
  expect(script()).toContain('detrue')
  const hinted = `'\\ufeff//# allFunctionsCalledOnLoad\\ndocument.title = "x"'`
  host.set('/site/blog.config.ts', own(`() => ({ text: ${hinted}, from: new URL(${url}) })`))
  expect((await site.build()).messages).toEqual([])
  expect(script()).toMatch(/^\/\/# allFunctionsCalledOnLoad\n/)
  rmSync(folder, { recursive: true })

  host.set('/site/blog.config.ts', own("() => 'pick/word.ts'"))
  expect((await site.build()).messages).toEqual([])

  const none = [
    '1',
    'Promise.reject(new Error())',
    "new URL('https://example.org/a.js')",
    "({ text: '1', from: new URL('https://example.org/a.js') })",
  ]
  for (const script of none) {
    host.set('/site/blog.config.ts', own(`() => ${script}`))
    expect((await site.build()).messages.map(({ rule, text }) => `${rule}: ${text}`)).toEqual([
      'plugin-value: Plugin `greet` gave what is no script from its hook `client.script`.',
    ])
  }
  host.set('/site/blog.config.ts', own("() => { throw new Error('no words') }"))
  expect((await site.build()).messages.map(({ rule, text }) => `${rule}: ${text}`)).toEqual([
    'plugin-failed: Plugin `greet` failed in its hook `client.script`: no words',
  ])
})

/** A site whose script imports two modules when it needs them. */
function later(root: string) {
  const host = createMemoryHost({})
  const put = (path: string, text: string) => host.set(`${root}/${path}`, text)
  put('blog.config.ts', "export default { plugins: [{ name: 'lazy', client: { script: 'lazy/index.ts' } }] }")
  put('layouts/post.tsx', layout)
  put('content/posts/a.md', '# A')
  put('lazy/far.ts', "export const far = () => document.body.append('far away')")
  put('lazy/other.ts', "export const other = 'something else'")
  put(
    'lazy/index.ts',
    "document.onclick = async () => alert((await import('./other.js')).other, './client.js', './script.js')\n" +
      "document.onkeydown = async () => (await import('./far.js')).far()",
  )
  const site = createSite({ root, host })
  const build = async () => {
    const { messages } = await site.build()
    expect(messages).toEqual([])
    const names = (host.list(`${root}/dist/assets`) ?? []).map(({ name }) => name).sort()
    return names.map((name) => [name, Buffer.from(host.read(`${root}/dist/assets/${name}`) ?? '').toString()])
  }
  return {
    build,
    put,
    page: () => Buffer.from(host.read(`${root}/dist/posts/a/index.html`) ?? '').toString(),
  }
}

test('what a script imports later is a file of its own, named with all of its build', async () => {
  const { build, put, page } = later('/site')
  const files = await build()
  const [, hash = ''] = /^lazy\.(.+)\.js$/.exec(files[2]?.[0] ?? '') ?? []
  expect(files.map(([name]) => name?.replace(hash, 'hash'))).toEqual([
    'lazy.hash.1.js',
    'lazy.hash.2.js',
    'lazy.hash.js',
  ])
  const [other, far, script] = files.map(([, text]) => text)
  expect(script).toContain(`import("./lazy.${hash}.1.js")`)
  expect(script).toContain(`import("./lazy.${hash}.2.js")`)
  // Texts that only look like names of files stay as they are.
  expect(script).toContain('"./client.js","./script.js"')
  expect(script).not.toMatch(/far away|something else/)
  expect(other).toContain('something else')
  expect(far).toContain('far away')
  // Pages link the script alone.
  expect([...page().matchAll(/src="([^"]+)"/g)].map(([, address]) => address)).toEqual([
    `/assets/lazy.${hash}.js`,
  ])

  put('lazy/far.ts', "export const far = () => document.body.append('farther')")
  const changed = await build()
  expect(changed).toHaveLength(3)
  expect(changed.filter(([name]) => files.some(([before]) => before === name))).toEqual([])
})

test('names and contents of what a script imports later do not depend on where the project lies', async () => {
  expect(await later('/site').build()).toEqual(await later('/home/somebody/their site').build())
})

test('a script that asks to be compiled while it is loaded still does so, and its parts do not', async () => {
  const { build, put } = later('/site')
  put('lazy/far.ts', '//# allFunctionsCalledOnLoad\nexport const far = () => document.body.append(1)')
  const hinted = async () => (await build()).map(([, text]) => /^\/\/#.*\n/.exec(text ?? '')?.[0])
  expect(await hinted()).toEqual([undefined, undefined, undefined])
  const script = "document.onkeydown = async () => (await import('./far.js')).far()"
  put('lazy/index.ts', `//# allFunctionsCalledOnLoad\n${script}`)
  expect(await hinted()).toEqual([undefined, '//# allFunctionsCalledOnLoad\n'])
  const [before] = (await build()).slice(-1)
  put('lazy/index.ts', `//# allFunctionsCalledOnLoad\r\n${script}`)
  expect((await build()).slice(-1)).toEqual([before])
  put('lazy/index.ts', `${script}\n//# allFunctionsCalledOnLoad`)
  expect(await hinted()).toEqual([undefined, undefined])
})

test('a part is named by a number, whatever its module is called', async () => {
  const { build, put } = later('/site')
  const names = ["日本 it's", 'a&b $1', 'ä.b', 'script-4kq7x0zd']
  for (const name of names) put(`lazy/${name}.ts`, `export const text = ${JSON.stringify(name)}`)
  const imports = names.map((name) => `import(${JSON.stringify(`./${name}.js`)})`)
  put('lazy/index.ts', `document.onclick = () => [${imports.join()}]`)
  const files = await build()
  expect(files).toHaveLength(1 + names.length)
  const script = files.at(-1)?.[1] ?? ''
  const named = [...script.matchAll(/import\("\.\/([^"]+)"\)/g)].map(([, name]) => name)
  expect(named).toEqual(files.slice(0, -1).map(([name]) => name))
  expect(named.map((name) => files.find(([own]) => own === name)?.[1]).join()).toMatch(
    /日本 it's.*a&b \$1.*ä\.b.*script-4kq7x0zd/s,
  )
})

test('parts that import each other later are bundled, too', async () => {
  const { build, put } = later('/site')
  put('lazy/far.ts', "export const far = async () => (await import('./other.js')).other")
  put('lazy/other.ts', "export const other = 'around'\nexport const again = () => import('./far.js')")
  const files = await build()
  expect(files).toHaveLength(3)
  expect(files.filter(([, text]) => text?.includes('around'))).toHaveLength(1)
})

test.each([
  [
    'the script',
    "import './first.js'\nimport { shared } from './shared.js'\nshared()\nglobalThis.onclick = () => import('./far.js')",
    "import { shared } from './shared.js'\nshared()",
    ['first', 'second', 'third', 'third'],
  ],
  [
    'another part',
    "globalThis.onclick = () => import('./far.js')\nglobalThis.onkeydown = () => import('./other.js')",
    "import './first.js'\nimport { shared } from './shared.js'\nshared()",
    ['first', 'second', 'third'],
  ],
  [
    'itself',
    "export const here = 'here'\nglobalThis.onclick = () => import('./index.js')\nalert('first')",
    '',
    ['first'],
  ],
])(
  'what shares modules with %s is one file with it, so that they run in their order',
  async (_, index, far, expected) => {
    const { build, put } = later('/site')
    put('lazy/first.ts', "alert('first')")
    put('lazy/shared.ts', "alert('second')\nexport const shared = () => alert('third')")
    put('lazy/other.ts', "import { shared } from './shared.js'\nshared()")
    put('lazy/index.ts', index)
    put('lazy/far.ts', far)
    const files = await build()
    expect(files).toHaveLength(1)
    const said: string[] = []
    Object.assign(globalThis, { alert: (text: string) => said.push(text) })
    await import(`data:text/javascript,${encodeURIComponent(files[0]?.[1] ?? '')}`)
    await (Reflect.get(globalThis, 'onclick') as unknown as () => unknown)()
    for (const name of ['alert', 'onclick', 'onkeydown']) Reflect.deleteProperty(globalThis, name)
    expect(said).toEqual(expected)
  },
)

test('a part that is CommonJS keeps the names of what it exports', async () => {
  const { build, put } = later('/site')
  put('lazy/old.cjs', "exports.word = 'old'")
  put('lazy/index.ts', "globalThis.onclick = async () => (await import('./old.cjs')).word")
  const files = await build()
  await import(`data:text/javascript,${encodeURIComponent(files.at(-1)?.[1] ?? '')}`)
  expect(await (Reflect.get(globalThis, 'onclick') as unknown as () => unknown)()).toBe('old')
  Reflect.deleteProperty(globalThis, 'onclick')
})

test('of a module of which nothing is left no file is made', async () => {
  const { build, put } = later('/site')
  put('lazy/shared.ts', 'export const word = 12')
  put(
    'lazy/far.ts',
    "import { word } from './shared.js'\nexport const far = () => document.body.append(word, 'far')",
  )
  put(
    'lazy/index.ts',
    "import { word } from './shared.js'\ndocument.onclick = async () => (await import('./far.js')).far(word)",
  )
  const files = await build()
  expect(files).toHaveLength(2)
  expect(files.map(([, text]) => text).join()).not.toMatch(/\bimport\s*"/)
})
