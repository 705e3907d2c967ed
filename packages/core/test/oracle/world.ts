/** A small site in memory that touches every kind of read, and random edits of it. */
import fc from 'fast-check'
import { createMemoryHost, type MemoryHost } from '../../src/host/memory.js'

export const root = '/site'

const config = (seed: string) => `
import { definePlugin } from '@blog-build/core/plugin'
import { reference } from '@blog-build/core'
import { z } from 'zod'
import { mark } from './local-mark.ts'
import { rehypeSeed } from './rehype-seed.ts'

const everything = definePlugin({
  name: 'everything',
  sources: async (context) => [{ path: 'content/made/one.md', text: '# Made of ' + (await context.read('data/made.txt') ?? 'nothing') }],
  entry: async (context, entry) => ({ ...entry, data: { ...entry.data, computed: mark(entry.id) + (await context.env('STAGE') ?? '') } }),
  pages: async (context) => {
    const pages = [{ permalink: '/list/', layout: 'list', params: { tag: null } }]
    for (const term of await context.terms('tags')) pages.push({ permalink: '/tags/' + term.slug + '/', layout: 'list', params: { tag: term.name } })
    return pages
  },
  head: async (context, page) => [{ tag: 'meta', attributes: { name: 'site', content: await context.config('title') } }],
  emit: async (context) => {
    const entries = await context.entries({ collection: ['posts', 'pages'], fields: [], limit: 3 })
    const bodies = await Promise.all(entries.map((entry) => context.html(entry.id, { absolute: true })))
    const files = await context.glob('data/**/*.txt')
    return [
      { path: 'feed.txt', body: bodies.join('\\n') + files.join() },
      { path: 'sizes.txt', body: String(await context.task('sizes', ${JSON.stringify(seed)})) },
    ]
  },
  tasks: { sizes: async (context, argument) => argument + (await context.pages()).length },
  check: async (context) => {
    const count = await context.count({ collection: 'posts' })
    return count > 6 ? [{ rule: 'many', severity: 'warning', text: count + ' posts' }] : []
  },
})

export default {
  title: ${JSON.stringify(`Site ${seed}`)},
  url: 'https://example.org',
  base: ${JSON.stringify(seed.length % 2 === 0 ? '/' : '/sub/')},
  timeZone: 'Europe/Stockholm',
  collections: {
    posts: { schema: z.looseObject({ title: z.string().optional(), author: reference('people').optional() }) },
  },
  markdown: { highlight: false, rehype: [rehypeSeed, './rehype-path.ts'] },
  plugins: [everything],
}
`

const layout = (seed: string) => `
import { note } from './parts/note'
export async function props(context, page) {
  const entry = await context.entry(page.entry)
  const links = await context.backlinks(page.entry)
  return {
    entry, links, content: await context.content(page.entry),
    outline: await context.outline(page.entry), ...(await context.neighbours(page.entry)),
    logo: (await context.readBytes('content/posts/a.svg')) ? (await context.asset('content/posts/a.svg')).url : null,
  }
}
export default ({ entry, content, links, outline, previous, next, logo, head, styles, page }) => <html>
  <head>{head.map((one) => <meta {...one.attributes} />)}{styles.map((href) => <link rel="stylesheet" href={href} />)}</head>
  <body data-seed={${JSON.stringify(seed)}}><h1>{entry.title}</h1><p>{note(outline.words)} {entry.data.computed} {links.join()}</p>
  <a href={previous?.url}>{previous?.title}</a><a href={next?.url}>{next?.title}</a><i>{logo}</i>
  <div dangerouslySetInnerHTML={content} /></body></html>
`

const list = (seed: string) => `
export async function props(context, page) {
  const { tag } = page.params
  const query = tag === null ? { collection: ['posts'], limit: 4, fields: [] } : { collection: ['posts'], where: { tags: tag }, fields: ['author'] }
  return { entries: await context.entries(query), count: await context.count(query) }
}
export default ({ entries, count, page }) => <html><body>{${JSON.stringify(seed)}} {count} <ul>{entries.map((entry) =>
  <li><a href={entry.url}>{entry.title}</a> {entry.date} {entry.data.author?.id}</li>)}</ul></body></html>
`

/** A Markdown plugin of the project, which also reads a file by the recorded way. */
const rehype = (name: string, seed: string) => `
import { contextOf } from '@blog-build/core/plugin'
export const rehypeSeed = () => async (tree, file) => {
  const text = (await contextOf(file)?.read('data/more.txt')) ?? 'none'
  tree.children.push({ type: 'element', tagName: 'i', properties: { dataName: ${JSON.stringify(name)} }, children: [{ type: 'text', value: ${JSON.stringify(seed)} + text }] })
}
export default rehypeSeed
`

const part = (seed: string) => `export const note = (words) => words + ' words ' + ${JSON.stringify(seed)}`

const post = (title: string, date: string, tags: string, rest: string, body: string) =>
  `---\ntitle: ${title}\ndate: ${date}\ntags: [${tags}]\n${rest}---\n\n${body}\n`

/** A fresh world. */
export function createWorld(): MemoryHost {
  return createMemoryHost(
    {
      [`${root}/blog.config.ts`]: config('a'),
      [`${root}/rehype-seed.ts`]: rehype('seed', 'a'),
      [`${root}/rehype-path.ts`]: rehype('path', 'a'),
      [`${root}/local-mark.ts`]: 'export const mark = (id) => "<" + id + ">"',
      [`${root}/layouts/post.tsx`]: layout('a'),
      [`${root}/layouts/page.tsx`]: layout('p'),
      [`${root}/layouts/list.tsx`]: list('a'),
      [`${root}/layouts/parts/note.ts`]: part('a'),
      [`${root}/styles/a.css`]: 'body { color: red }',
      [`${root}/content/posts/a.md`]: post(
        'Alpha',
        '2024-01-01',
        'x, y',
        '',
        'See [b](./b.md#two) and ![i](./a.svg).',
      ),
      [`${root}/content/posts/b.md`]: post(
        'Beta',
        '2024-02-01',
        'y',
        'author: ann\n',
        '## One\n\n## Two\n\n[a](a.md)',
      ),
      [`${root}/content/posts/c/index.md`]: '# Gamma\n\nNo frontmatter, [about](/about/).',
      [`${root}/content/posts/a.svg`]: '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>',
      [`${root}/content/about.md`]: '---\ntitle: About\n---\n[posts](posts/a.md)',
      [`${root}/content/people.yaml`]: '- id: ann\n  name: Ann\n- id: bob\n  name: Bob\n',
      [`${root}/data/made.txt`]: 'data',
      [`${root}/public/robots.txt`]: 'robots',
    },
    { now: Date.UTC(2026, 5, 1), env: { STAGE: 'test' } },
  )
}

const names = ['a', 'b', 'd', 'e', 'f']
const titles = ['Alpha', 'Beta', '"Delta: 1"', 'Épsilon', '"<b>&"']
const dates = ['2024-01-01', '2024-02-01', '2026-06-01T12:00:00Z', '2026-06-02', 'nonsense', '2026-07-01']
const bodies = [
  'Text.',
  'Text, more of it.',
  '## One\n\n## Two\n\nSee [b](./b.md#two).',
  '## Two\n\n[a](./a.md) and [gone](./gone.md) and ![i](./a.svg)',
  '[d](d.md)\n\n[e](e/)\n\n[about](/about/#x)',
  '# Heading\n\n> quote\n\n| a | b |\n| - | - |\n| 1 | 2 |',
  '```js\nlet a = 1\n```\n\n[^1]\n\n[^1]: note ![j](b.svg)',
  `${'> '.repeat(300)}deep`,
]
const extras = [
  '',
  'draft: true\n',
  'unlisted: true\n',
  'author: ann\n',
  'author: zed\n',
  'slug: same\n',
  'publishAt: 2026-06-01T06:00:00Z\n',
  'expiresAt: 2026-06-01T03:00:00Z\n',
  'permalink: /about/\n',
  'layout: nowhere\n',
  'order: 3\n',
]

const seed = fc.constantFrom('a', 'bb', 'c', 'dd')
const path = fc.constantFrom(...names).map((name) => `${root}/content/posts/${name}.md`)
const svg = fc.constantFrom('a', 'b').map((name) => `${root}/content/posts/${name}.svg`)

/** One edit: what it is called, and what it does. */
export interface Edit {
  kind: string
  apply(host: MemoryHost): void
}

const make = (kind: string, apply: Edit['apply']): Edit => ({ kind, apply })

function editText(host: MemoryHost, at: string, change: (text: string) => string): void {
  const bytes = host.read(at)
  if (bytes) host.set(at, change(Buffer.from(bytes).toString()))
}

const field = (name: string, value: string) => (text: string) =>
  text.startsWith('---\n')
    ? text.replace(new RegExp(`^${name}:.*$`, 'm'), `${name}: ${value}`)
    : `---\n${name}: ${value}\n---\n${text}`

/** Random edits; those of bodies and frontmatter come most often, as in life. */
export const edits: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(path, fc.constantFrom(...bodies))
      .map(([at, body]) =>
        make('body', (host) =>
          editText(host, at, (text) => `${text.match(/^---\n[\s\S]*?\n---\n/)?.[0] ?? ''}${body}\n`),
        ),
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(path, fc.constantFrom(...titles))
      .map(([at, value]) => make('title', (host) => editText(host, at, field('title', value)))),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(path, fc.constantFrom(...dates))
      .map(([at, value]) => make('date', (host) => editText(host, at, field('date', value)))),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(path, fc.constantFrom('x', 'y', 'x, z', '__proto__', ''))
      .map(([at, value]) => make('tags', (host) => editText(host, at, field('tags', `[${value}]`)))),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        path,
        fc.constantFrom(...titles),
        fc.constantFrom(...dates),
        fc.constantFrom(...extras),
        fc.constantFrom(...bodies),
      )
      .map(([at, title, date, extra, body]) =>
        make('write', (host) => host.set(at, post(title, date, 'x', extra, body))),
      ),
  },
  {
    weight: 2,
    arbitrary: path.map((at) =>
      make('delete', (host) => {
        if (host.read(at)) host.delete(at)
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(path, path).map(([from, to]) =>
      make('rename', (host) => {
        if (host.read(from) && !host.read(to)) host.rename(from, to)
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('posts', 'notes').map((to) =>
      make('folder', (host) => {
        const from = to === 'posts' ? 'notes' : 'posts'
        if (host.list(`${root}/content/${from}`) && !host.list(`${root}/content/${to}`))
          host.rename(`${root}/content/${from}`, `${root}/content/${to}`)
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(svg, fc.nat(20))
      .map(([at, size]) =>
        make('asset', (host) =>
          host.set(at, `<svg xmlns="http://www.w3.org/2000/svg" width="${size + 1}" height="3"/>`),
        ),
      ),
  },
  {
    weight: 1,
    arbitrary: svg.map((at) =>
      make('asset-delete', (host) => {
        if (host.read(at)) host.delete(at)
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('- id: ann\n  name: Anna\n', '- id: ann\n- id: zed\n', 'nonsense: [\n', '- name: no id\n')
      .map((text) => make('data', (host) => host.set(`${root}/content/people.yaml`, text))),
  },
  {
    weight: 1,
    arbitrary: seed.map((one) => make('config', (host) => host.set(`${root}/blog.config.ts`, config(one)))),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(seed, fc.constantFrom('post', 'page'))
      .map(([one, name]) => make('layout', (host) => host.set(`${root}/layouts/${name}.tsx`, layout(one)))),
  },
  {
    weight: 1,
    arbitrary: seed.map((one) =>
      make('list-layout', (host) => host.set(`${root}/layouts/list.tsx`, list(one))),
    ),
  },
  {
    weight: 1,
    arbitrary: seed.map((one) =>
      make('part', (host) => host.set(`${root}/layouts/parts/note.ts`, part(one))),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(seed, fc.constantFrom('seed', 'path'))
      .map(([one, name]) =>
        make('markdown-plugin', (host) => host.set(`${root}/rehype-${name}.ts`, rehype(name, one))),
      ),
  },
  {
    weight: 1,
    arbitrary: seed.map((one) =>
      make('local-module', (host) =>
        host.set(`${root}/local-mark.ts`, `export const mark = (id) => id + ${JSON.stringify(one)}`),
      ),
    ),
  },
  {
    weight: 1,
    arbitrary: seed.map((one) =>
      make('style', (host) => host.set(`${root}/styles/a.css`, `body { --seed: "${one}" }`)),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('made', 'more'), seed)
      .map(([name, one]) => make('read', (host) => host.set(`${root}/data/${name}.txt`, one))),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('made', 'more').map((name) =>
      make('read-delete', (host) => {
        if (host.read(`${root}/data/${name}.txt`)) host.delete(`${root}/data/${name}.txt`)
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('robots', 'x')
      .map((name) => make('public', (host) => host.set(`${root}/public/${name}.txt`, name))),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('test', 'live')
      .map((value) => make('env', (host) => host.setEnv('STAGE', value))),
  },
  {
    weight: 1,
    arbitrary: fc.nat(48).map((hours) => make('clock', (host) => host.setNow(Date.UTC(2026, 5, 1, hours)))),
  },
  { weight: 1, arbitrary: path.map((at) => make('touch', (host) => editText(host, at, (text) => text))) },
  {
    weight: 1,
    arbitrary: path.map((at) =>
      make('shift', (host) => editText(host, at, (text) => text.replace(/\n---\n/, '\n# a comment\n---\n'))),
    ),
  },
)
