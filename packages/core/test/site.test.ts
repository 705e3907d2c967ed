/** `createSite` in memory: what a build tells, what it hides, and what it does not do again. */
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createSite } from '../src/build.js'
import { encode } from '../src/engine/codec.js'
import { createMemoryHost, type MemoryHost } from '../src/host/memory.js'
import { createNodeHost } from '../src/host/node.js'
import { make } from '../src/made.js'
import { definePlugin } from '../src/plugin.js'
import { openSession } from '../src/session.js'
import type { Site, SiteOptions } from '../src/site-options.js'
import { createMemoryStore } from '../src/store/memory.js'

const root = '/site'
const june = Date.UTC(2026, 5, 1)
const nothing = { added: [], changed: [], removed: [] }

const post = (title: string, rest = '', body = `About ${title}.`) =>
  `---\ntitle: ${title}\n${rest}---\n\n${body}\n`

/** A list of the posts, as a page of its own. */
const list = `
export async function props(context) {
  return { entries: await context.entries({ collection: 'posts', fields: [] }) }
}
export default ({ site, entries }) => <html><title>{site.title}</title>{entries.map(({ title, url }) => <a href={url}>{title}</a>)}</html>
`
const postLayout = `
export default ({ entry, content }) => <html><h1>{entry.title}</h1><div dangerouslySetInnerHTML={content} /></html>
`
const withLayouts = {
  'layouts/page.tsx': list,
  'layouts/post.tsx': postLayout,
  'content/index.md': post('Home'),
}

function hostOf(files: Record<string, string>): MemoryHost {
  const paths = Object.entries(files).map(([path, text]) => [`${root}/${path}`, text])
  return createMemoryHost(Object.fromEntries(paths), { now: june })
}

function siteOf(host: MemoryHost, options: Partial<SiteOptions> = {}): Site {
  return createSite({ root, host, write: false, resolveFrom: [import.meta.url], ...options })
}

async function textOf(site: Site, path: string): Promise<string | undefined> {
  const bytes = await site.read(path)
  return bytes && new TextDecoder().decode(bytes)
}

const pathsOf = (site: Site) => site.outputs().map(({ path }) => path)

async function allText(site: Site): Promise<string> {
  const texts = await Promise.all(pathsOf(site).map(async (path) => `${path}\n${await textOf(site, path)}`))
  return texts.join('\n')
}

describe('time', () => {
  test('the next due instant is the nearest flip, and building after it shows the post', async () => {
    const host = hostOf({
      ...withLayouts,
      'content/posts/soon.md': post('Soon', 'date: 2026-06-03\n'),
      'content/posts/later.md': post('Later', 'date: 2026-07-01\n'),
      'content/posts/ends.md': post('Ends', 'date: 2026-01-01\nexpiresAt: 2026-06-10\n'),
      'content/posts/draft.md': post('Draft', 'date: 2026-06-02\ndraft: true\n'),
    })
    const site = siteOf(host)
    const first = await site.build()
    expect(first.nextDue).toBe('2026-06-03T00:00:00.000Z')
    expect(await textOf(site, 'index.html')).not.toContain('Soon')

    host.setNow(Date.UTC(2026, 5, 2, 23, 59, 59, 999))
    expect((await site.build()).changed).toEqual(nothing)

    host.setNow(Date.UTC(2026, 5, 3))
    const second = await site.build()
    expect(second.changed).toEqual({ added: ['/posts/soon/'], changed: ['/'], removed: [] })
    expect(await textOf(site, 'index.html')).toContain('Soon')
    expect(second.nextDue).toBe('2026-06-10T00:00:00.000Z')

    host.setNow(Date.UTC(2026, 5, 10))
    const third = await site.build()
    expect(third.changed).toEqual({ added: [], changed: ['/'], removed: ['/posts/ends/'] })
    expect(third.nextDue).toBe('2026-07-01T00:00:00.000Z')

    host.setNow(Date.UTC(2027, 0, 1))
    expect((await site.build()).nextDue).toBeUndefined()
  })

  test('a clock that goes back is believed', async () => {
    const host = hostOf({ 'content/posts/a.md': post('A', 'date: 2026-06-03\n') })
    const site = siteOf(host)
    host.setNow(Date.UTC(2026, 5, 4))
    await site.build()
    expect(pathsOf(site)).toEqual(['posts/a/index.html'])
    host.setNow(june)
    await site.build()
    expect(pathsOf(site)).toEqual([])
  })

  test('asOf counts as now, whatever the clock says', async () => {
    const host = hostOf({
      'content/posts/a.md': post('A', 'date: 2026-06-03\n'),
      'content/posts/b.md': post('B', 'expiresAt: 2026-06-02\n'),
    })
    const site = siteOf(host, { asOf: '2026-06-03T02:00:00+02:00' })
    const build = await site.build()
    expect(pathsOf(site)).toEqual(['posts/a/index.html'])
    expect(build.nextDue).toBeUndefined()
    const before = siteOf(host, { asOf: '2026-06-01T12:00:00Z' })
    expect((await before.build()).nextDue).toBe('2026-06-02T00:00:00.000Z')
    expect(pathsOf(before)).toEqual(['posts/b/index.html'])
  })

  test('days begin in the zone of the configuration', async () => {
    const host = hostOf({
      'blog.config.ts': "export default { timeZone: 'America/New_York' }",
      'content/posts/a.md': post('A', 'date: 2026-06-02\n'),
    })
    expect((await siteOf(host).build()).nextDue).toBe('2026-06-02T04:00:00.000Z')
  })

  test('drafts are built when asked, still no sooner than their date', async () => {
    const files = {
      'content/posts/draft.md': post('Draft', 'draft: true\n'),
      'content/posts/late.md': post('Late', 'draft: true\ndate: 2026-07-01\n'),
    }
    const host = hostOf({ ...files, 'content/posts/a.md': post('A') })
    const store = createMemoryStore()
    const without = siteOf(host, { store })
    await without.build()
    expect(pathsOf(without)).toEqual(['posts/a/index.html'])
    const site = siteOf(host, { store, drafts: true })
    await site.build()
    expect(pathsOf(site)).toEqual(['posts/a/index.html', 'posts/draft/index.html'])
  })
})

/** Asks for everything that a plugin can ask, by every id that it may have heard of. */
const curious = `
const ids = ['draft', 'future', 'expired', 'hidden', 'a', 'b'].map((name) => 'posts/' + name)
export default {
  plugins: [{
    name: 'curious',
    pages: async (context) => {
      const terms = await context.terms('tags', 'posts')
      return terms.map(({ name, slug }) => ({ permalink: '/tags/' + slug + '/', layout: 'list', title: name, params: {} }))
    },
    emit: async (context) => {
      const ask = async (id) => [
        await context.entry(id), await context.neighbours(id), await context.backlinks(id), await context.outline(id),
        await context.sections(id), await context.html(id), await context.html(id, { absolute: true }),
      ]
      const listed = [
        await context.entries({ collection: 'posts' }), await context.entries(), await context.count({ collection: 'posts' }),
        await context.terms('tags', 'posts'), await context.terms('title', 'posts'), await context.pages(),
        await context.entries({ where: { tags: 'canary-draft' } }),
      ]
      return [
        { path: 'listed.json', body: JSON.stringify(listed) },
        { path: 'asked.json', body: JSON.stringify(await Promise.all(ids.map(ask))) },
      ]
    },
  }],
}
`

describe('what is not public', () => {
  const kinds = {
    draft: 'draft: true\n',
    future: 'date: 2026-06-02\n',
    expired: 'expiresAt: 2026-05-31\n',
    hidden: 'unlisted: true\n',
  }
  const secrets = Object.entries(kinds).map(([name, rest]) => [
    `content/posts/${name}.md`,
    post(
      `canary-${name}`,
      `${rest}tags: [canary-${name}]\nsummary: canary-${name}\n`,
      `# canary-${name}\n\nThe canary-${name}. [a](a.md) ![it](canary-${name}.txt)`,
    ),
  ])
  const files = Object.keys(kinds).map((name) => [
    `content/posts/canary-${name}.txt`,
    `file of canary-${name}`,
  ])
  const host = () =>
    hostOf({
      'blog.config.ts': curious,
      ...withLayouts,
      'layouts/list.tsx': list,
      'content/posts/a.md': post('A', 'date: 2026-01-01\n'),
      'content/posts/b.md': post('B', 'date: 2026-01-03\n', 'To [a](a.md).'),
      ...Object.fromEntries([...secrets, ...files]),
    })

  test('drafts, future and expired entries are nowhere', async () => {
    const site = siteOf(host())
    const build = await site.build()
    expect(build.messages).toEqual([])
    expect(await allText(site)).not.toMatch(/canary-(draft|future|expired)/)
  })

  test('an unlisted entry has its page, and is in no list', async () => {
    const site = siteOf(host())
    await site.build()
    const holding: string[] = []
    for (const path of pathsOf(site)) {
      if (`${path}${await textOf(site, path)}`.includes('canary-hidden')) holding.push(path)
    }
    expect(holding.map((path) => path.replace(/\.[\w-]+\.txt$/, '.txt'))).toEqual([
      'asked.json',
      'assets/canary-hidden.txt',
      'listed.json',
      'posts/hidden/index.html',
    ])
    const listed = JSON.parse((await textOf(site, 'listed.json')) ?? '') as unknown[]
    // The list of pages is all that names it, and says that it is unlisted.
    const pages = listed.splice(5, 1)[0] as { title: string; unlisted?: boolean }[]
    expect(JSON.stringify(listed)).not.toContain('canary')
    expect(pages.filter(({ title }) => title.includes('canary'))).toEqual([
      expect.objectContaining({ unlisted: true }),
    ])
    const asked = JSON.parse((await textOf(site, 'asked.json')) ?? '') as unknown[][]
    expect(asked[4]?.[2]).toEqual(['posts/b'])
  })

  test('a link to what is not public is an error that names it', async () => {
    const world = host()
    world.set(`${root}/content/posts/a.md`, post('A', '', '[d](draft.md), [f](future.md), [h](hidden.md)'))
    const { status, messages } = await siteOf(world).build()
    expect(status).toBe('content')
    expect(messages.map(({ rule, place }) => [rule, place?.start.column])).toEqual([
      ['link-unpublished', 1],
      ['link-unpublished', 16],
    ])
  })
})

describe('the result', () => {
  test('write: false keeps it in memory', async () => {
    const host = hostOf({ 'content/posts/a.md': post('A'), 'public/x.bin': 'bytes' })
    const before = [...host.files().keys()]
    const site = siteOf(host)
    expect(site.outputs()).toEqual([])
    expect(await site.read('x.bin')).toBeUndefined()
    const build = await site.build()
    expect([...host.files().keys()]).toEqual(before)
    expect(build).toMatchObject({ status: 'published', stats: { written: 0, removed: 0, pages: 1 } })
    expect(build.outputs.map(({ path }) => path)).toEqual(['posts/a/index.html', 'x.bin'])
    expect(await textOf(site, 'x.bin')).toBe('bytes')
    expect(await textOf(site, 'posts/a/index.html')).toContain('About A.')
    expect(await site.read('nowhere.html')).toBeUndefined()
  })

  test.each([true, false])('changed lists what came, changed and went (written: %s)', async (write) => {
    const host = hostOf({
      'content/posts/a.md': post('A'),
      'content/posts/b.md': post('B'),
      'public/x.txt': 'x',
    })
    const site = siteOf(host, { write })
    expect((await site.build()).changed).toEqual({
      added: ['/posts/a/', '/posts/b/', '/x.txt'],
      changed: [],
      removed: [],
    })
    expect((await site.build()).changed).toEqual(nothing)
    host.set(`${root}/content/posts/a.md`, post('A', '', 'New.'))
    host.rename(`${root}/content/posts/b.md`, `${root}/content/posts/c.md`)
    host.delete(`${root}/public/x.txt`)
    expect((await site.build()).changed).toEqual({
      added: ['/posts/c/'],
      changed: ['/posts/a/'],
      removed: ['/posts/b/', '/x.txt'],
    })
  })

  test('with an error nothing changes, and the last good result stays', async () => {
    const host = hostOf({ 'content/posts/a.md': post('A') })
    const site = siteOf(host, { write: true })
    await site.build()
    const good = host.files().get(`${root}/dist/posts/a/index.html`)
    host.set(`${root}/content/posts/a.md`, post('A', '', 'Changed, with a [hole](gone.md).'))
    host.set(`${root}/content/posts/b.md`, post('B'))
    const broken = await site.build()
    expect(broken).toMatchObject({ status: 'content', changed: nothing, stats: { written: 0 } })
    expect(host.files().get(`${root}/dist/posts/a/index.html`)).toBe(good)
    expect(await textOf(site, 'posts/a/index.html')).toBe(good)
    expect(pathsOf(site)).toEqual(['posts/a/index.html'])
    host.set(`${root}/content/posts/gone.md`, post('Gone'))
    expect((await site.build()).changed).toEqual({
      added: ['/posts/b/', '/posts/gone/'],
      changed: ['/posts/a/'],
      removed: [],
    })
  })

  test('strict makes warnings stop it', async () => {
    const host = hostOf({ 'content/posts/a.md': post('A', 'pubDate: 2026-01-01\n') })
    expect((await siteOf(host).build()).status).toBe('published')
    expect((await siteOf(host, { strict: true }).build()).status).toBe('content')
  })

  test('a broken configuration is told; a mended one is used by the same site', async () => {
    const host = hostOf({
      'content/posts/a.md': post('A'),
      'blog.config.ts': "export default { titel: 'x' }",
    })
    const site = siteOf(host)
    const broken = await site.build()
    expect(broken.status).toBe('config')
    expect(broken.messages).toMatchObject([{ rule: 'config-unknown-key', path: 'blog.config.ts' }])
    host.set(`${root}/blog.config.ts`, "export default { title: 'Mended' }")
    expect((await site.build()).status).toBe('published')
    host.set(`${root}/blog.config.ts`, 'export default {')
    expect((await site.build()).status).toBe('config')
    expect(await textOf(site, 'posts/a/index.html')).toContain('About A.')
  })

  test('can be sent to another thread, as can options without functions', async () => {
    const host = hostOf({
      ...withLayouts,
      'content/posts/a.md': post('A', 'pubDate: 2026-01-01\ndate: 2026-01-01\n'),
      'content/posts/b.md': post('B', 'date: 2027-01-01\n'),
    })
    const build = await siteOf(host).build()
    expect(structuredClone(build)).toEqual(build)
    expect(JSON.parse(JSON.stringify(build))).toEqual(build)
    const options: SiteOptions = {
      root,
      config: { title: 'X', collections: { posts: { sort: 'title' } }, markdown: { limits: { depth: 5 } } },
      resolveFrom: ['/x'],
      theme: { layouts: '/theme', styles: ['/theme/a.css'] },
      out: 'out',
      base: '/b/',
      drafts: true,
      asOf: '2026-01-01T00:00:00Z',
      strict: true,
      adopt: true,
      write: false,
    }
    expect(structuredClone(options)).toEqual(options)
  })
})

// Here and not in `fixtures/`, since git would leave these files out or change them.
test('in a bare folder packages and hidden files are no content; public files stay as they are', async () => {
  const host = hostOf({
    'a.md': post('A'),
    'node_modules/x/README.md': '# Package',
    '.git/b.md': '# Hidden',
    'dist/c.md': '# Output',
    'public/.DS_Store': 'desk',
    'public/lines.txt': '\uFEFFone\r\ntwo\0',
  })
  const site = siteOf(host)
  await site.build()
  expect(pathsOf(site)).toEqual(['lines.txt', 'posts/a/index.html'])
  expect(await site.read('lines.txt')).toEqual(host.read(`${root}/public/lines.txt`))
})

test('two sites in one process do not touch each other', async () => {
  const config = (name: string) => `
    let count = 0
    export default { title: '${name}', plugins: [{ name: 'p', emit: async () => [{ path: 'count.txt', body: '${name} ' + ++count }] }] }`
  const hosts = ['one', 'two'].map((name) =>
    hostOf({ 'blog.config.ts': config(name), 'content/posts/a.md': post(`A of ${name}`) }),
  )
  const [one, two] = hosts.map((host) => siteOf(host)) as [Site, Site]
  const builds = await Promise.all([one.build(), two.build()])
  expect(builds.map(({ status }) => status)).toEqual(['published', 'published'])
  expect(await textOf(one, 'count.txt')).toBe('one 1')
  expect(await textOf(two, 'count.txt')).toBe('two 1')
  expect(await textOf(one, 'posts/a/index.html')).toContain('About A of one.')
  hosts[0]?.set(`${root}/content/posts/a.md`, post('Changed'))
  await one.build()
  expect(await textOf(two, 'posts/a/index.html')).toContain('About A of two.')
  // The same code in a second site has state of its own.
  const third = siteOf(hosts[0] as MemoryHost)
  await third.build()
  expect(await textOf(third, 'count.txt')).toBe('one 1')
})

const disk = createNodeHost({ root: '/', cache: resolve('node_modules/.cache/site-test') })

/** Builds again and again, and tells the keys of the tasks that ran. */
function recorder(host: MemoryHost) {
  const store = createMemoryStore()
  return async (options: Partial<SiteOptions> = {}) => {
    const { value, messages } = await openSession({
      options: { root, host, resolveFrom: [import.meta.url], ...options },
      host,
      disk,
      inlineHash: 'none',
    })
    if (!value) throw new Error(JSON.stringify(messages))
    const ran: string[] = []
    const made = await make({
      host,
      root,
      store,
      code: { isSame: false, get: () => value.code },
      now: host.now(),
      onRun: (key) => ran.push(key),
    })
    return { ran, outputs: await made.outputs() }
  }
}

/** A plugin with a file for each entry, made by a task. */
const configWithCopies = `
const copies = {
  name: 'copies',
  tasks: { copy: async (context, id) => JSON.stringify(await context.sections(id)) },
  emit: async (context) =>
    (await context.entries({ fields: [] })).map(({ id }) => ({ path: id + '.txt', task: 'copy', argument: id })),
}
export default { title: 'First', plugins: [copies] }`

const named = (ran: string[], ...names: string[]) =>
  ran.filter((key) => names.includes(key.slice(0, key.indexOf(':')))).sort()

describe('what runs again', () => {
  const world = () =>
    hostOf({
      ...withLayouts,
      'blog.config.ts': "export default { title: 'First' }",
      'content/posts/a.md': post('A', 'date: 2026-01-01\n', '## Part\n\nText of a.'),
      'content/posts/b.md': post('B', 'date: 2026-01-02\n', 'To [a](a.md#part).'),
      'content/posts/c.md': '# Title of C\n\nText of c.\n',
      'public/x.txt': 'x',
    })

  test('the first build runs each content once', async () => {
    const { ran } = await recorder(world())()
    expect(named(ran, 'content')).toEqual(
      ['pages/index', 'posts/a', 'posts/b', 'posts/c'].map((id) => `content:${encode(id)}`),
    )
    expect(new Set(ran).size).toBe(ran.length)
  })

  test('a body edit: its own content and page', async () => {
    const host = world()
    const build = recorder(host)
    await build()
    host.set(`${root}/content/posts/a.md`, post('A', 'date: 2026-01-01\n', '## Part\n\nOther text.'))
    const { ran } = await build()
    expect(named(ran, 'content')).toEqual(['content:"posts/a"'])
    expect(named(ran, 'order', 'members', 'query', 'pages', 'index', 'view', 'entry')).toEqual([])
    expect(named(ran, 'html', 'props').map((key) => key.includes('/posts/a/'))).toEqual([true, true])
  })

  test('a title edit: no Markdown is parsed', async () => {
    const host = world()
    const build = recorder(host)
    await build()
    host.set(`${root}/content/posts/a.md`, post('AA', 'date: 2026-01-01\n', '## Part\n\nText of a.'))
    const { ran } = await build()
    expect(named(ran, 'content', 'body').filter((key) => key.startsWith('content'))).toEqual([])
    expect(named(ran, 'html')).toHaveLength(4)
  })

  test('a title that is the heading: its own content only', async () => {
    const host = world()
    const build = recorder(host)
    await build()
    host.set(`${root}/content/posts/c.md`, '# New title of C\n\nText of c.\n')
    const { ran } = await build()
    expect(named(ran, 'content')).toEqual(['content:"posts/c"'])
  })

  test('a new title of the site: no content, every page', async () => {
    const host = world()
    const build = recorder(host)
    await build()
    host.set(`${root}/blog.config.ts`, "export default { title: 'Second' }")
    const { ran } = await build()
    expect(named(ran, 'content', 'entry', 'order', 'props')).toEqual([])
    expect(named(ran, 'html')).toHaveLength(4)
  })

  test('another base path: no content', async () => {
    const host = world()
    const build = recorder(host)
    await build()
    const { ran } = await build({ base: '/elsewhere/' })
    expect(named(ran, 'content', 'entry')).toEqual([])
    expect(named(ran, 'html')).toHaveLength(4)
    // And back: what was known is known still.
    expect(named((await build()).ran, 'content')).toEqual([])
  })

  test('a layout edit: props and HTML of its pages', async () => {
    const host = world()
    const build = recorder(host)
    await build()
    host.set(`${root}/layouts/page.tsx`, list.replace('<html>', '<html lang="en">'))
    const { ran } = await build()
    expect(ran.map((key) => key.slice(0, key.indexOf(':'))).sort()).toEqual([
      'html',
      'page-outputs',
      'props',
      'rendered',
      'site',
    ])
    expect(named(ran, 'html', 'props').every((key) => key.includes('"permalink":"/"'))).toBe(true)
  })

  test('a file in public: no page', async () => {
    const host = world()
    const build = recorder(host)
    await build()
    host.set(`${root}/public/x.txt`, 'y')
    const { ran } = await build()
    expect(ran.map((key) => key.slice(0, key.indexOf(':'))).sort()).toEqual(['other-outputs', 'site'])
  })

  test('a body of a plugin: the list of few files, and nobody who asks for their paths', async () => {
    const host = world()
    host.set(`${root}/blog.config.ts`, configWithCopies)
    for (let at = 0; at < 16; at++) host.set(`${root}/content/posts/n${at}.md`, post(`N${at}`, '', 'Text.'))
    host.set(`${root}/content/posts/c.md`, post('C', '', 'To [a copy](/posts/n3.txt).'))
    const build = recorder(host)
    expect(named((await build()).ran, 'addresses', 'emitted-outputs')).toHaveLength(5)
    host.set(`${root}/content/posts/n3.md`, post('N3', '', 'Other text.'))
    const { ran, outputs } = await build()
    expect(outputs.filter(({ owner }) => owner === 'copies')).toHaveLength(19)
    const tasks = ['emitted', 'emitted-shards', 'emitted-of-shard', 'emitted-outputs', 'emitted-paths']
    expect(named(ran, ...tasks, 'addresses', 'other-outputs').map((key) => key.replace(/:.*/, ''))).toEqual([
      'emitted-outputs',
      'emitted-paths',
    ])
  })

  test('nothing: no task', async () => {
    const host = world()
    const build = recorder(host)
    await build()
    expect((await build()).ran).toEqual([])
  })
})

describe('code is an input', () => {
  const signed = (sign: string) => `
    import { mark } from './mark.ts'
    const sign = () => (tree) => { tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: '${sign} ' + mark }] }) }
    export default { markdown: { remark: [sign], rehype: ['./rehype-footer.ts'] } }`
  const footer = (text: string) =>
    `export default () => (tree) => { tree.children.push({ type: 'element', tagName: 'footer', properties: {}, children: [{ type: 'text', value: '${text}' }] }) }`
  const byOptions = (options: string) =>
    `export default { markdown: { rehype: [['./rehype-named.ts', { name: ${options} }]] } }`
  const world = (config: string) =>
    hostOf({
      'blog.config.ts': config,
      'mark.ts': "export const mark = '!'",
      'rehype-footer.ts': footer('one'),
      'rehype-named.ts':
        "export default ({ name }) => (tree) => { tree.children.push({ type: 'text', value: String(name) }) }",
      'content/posts/a.md': post('A'),
    })
  /** What is edited, the configuration before, the file, its text after, what is seen before and after. */
  const edits: [string, string, string, string, string, string][] = [
    [
      'a remark plugin in the configuration',
      signed('Ann'),
      'blog.config.ts',
      signed('Bob'),
      'Ann !',
      'Bob !',
    ],
    ['a module that it imports', signed('Ann'), 'mark.ts', "export const mark = '?'", 'Ann !', 'Ann ?'],
    ['a plugin given by its path', signed('Ann'), 'rehype-footer.ts', footer('two'), '>one</', '>two</'],
    ['options that are data', byOptions("'a'"), 'blog.config.ts', byOptions("'b'"), 'a</div>', 'b</div>'],
    ['options that are no data', byOptions('/a/'), 'blog.config.ts', byOptions('/b/'), '/a/', '/b/'],
  ]

  test.each(edits)('%s', async (_name, config, path, text, before, after) => {
    const host = world(config)
    const store = createMemoryStore()
    const site = siteOf(host, { store })
    const page = (of = site) => textOf(of, 'posts/a/index.html')
    await site.build()
    expect(await page()).toContain(before)
    host.set(`${root}/${path}`, text)
    await site.build()
    expect(await page()).toContain(after)
    const restarted = siteOf(host, { store })
    const { stats } = await restarted.build()
    expect(await page(restarted)).toBe(await page())
    expect(stats.tasksRun).toBe(0)
  })

  test('a configuration given as a value is read anew by a new site', async () => {
    const host = hostOf({ 'content/posts/a.md': post('A') })
    const store = createMemoryStore()
    const signed = (name: string) =>
      siteOf(host, {
        store,
        config: {
          plugins: [definePlugin({ name: 'sign', emit: async () => [{ path: 'sign.txt', body: name }] })],
          markdown: {
            rehype: [
              () => (tree) => {
                tree.children.push({ type: 'text', value: name })
              },
            ],
          },
        },
      })
    for (const name of ['Ann', 'Bob']) {
      const site = signed(name)
      await site.build()
      expect(await textOf(site, 'sign.txt')).toBe(name)
      expect(await textOf(site, 'posts/a/index.html')).toContain(`${name}</div>`)
    }
  })
})
