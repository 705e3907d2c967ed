/** Every built-in plugin under random edits: its builds are what clean ones are, and it had something to do. */
import type { Plugin } from '@blog-build/core/plugin'
import { type PluginLawsOptions, type Question, testPluginLaws } from '@blog-build/core/testing'
import { expect, test } from 'vitest'
import * as plugins from '../src/index.js'
import {
  archive,
  authors,
  authorship,
  backlinks,
  backlinksService,
  callouts,
  code,
  csv,
  feed,
  feedSource,
  home,
  lastModified,
  llms,
  notFound,
  redirects,
  related,
  relatedEntries,
  robots,
  seo,
  series,
  seriesParts,
  shiki,
  sitemap,
  taxonomies,
  toml,
  twins,
} from '../src/index.js'
import { written } from './written.js'

/** An entry or a file of the author that takes the place of what a plugin makes, and goes again. */
const taking = (path: string, text: string): PluginLawsOptions['edits'] => [
  { files: { [path]: text } },
  { files: { [path]: `${text}\n` } },
  { files: { [path]: undefined } },
]
/** Texts of one file, one after the other. */
const files = (path: string, ...texts: (string | undefined)[]): PluginLawsOptions['edits'] =>
  texts.map((text) => ({ files: { [path]: text } }))

/** Writes the data of all entries of these collections. */
const shownData = (collection: string[]): Plugin => ({
  name: 'shown-data',
  emit: async (context) => {
    const entries = await context.entries({ collection })
    return [{ path: 'data.json', body: JSON.stringify(entries.map(({ id, data }) => [id, data])) }]
  },
})

/** A JSON Feed of items with these titles. */
const feedOf = (...titles: string[]) =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'T',
    items: titles.map((title) => ({ id: title, title, content_html: `<p>${title}</p>` })),
  })

/** Former addresses of posts that come, go, and are in the way of others. */
const aliases = [['/old/'], ['/old/', '/posts/a/'], ['/posts/h/', '/x.html'], []].map((list) => ({
  files: { 'content/posts/h.md': written({ title: 'H', aliases: list }) },
}))

const url = 'https://example.org'
const guids = ['posts/a', 'https://old.example/?p=1', 'posts/b'].map((guid) => ({
  files: { 'content/posts/g.md': `---\ntitle: G\ndate: 2025-02-02\nguid: ${guid}\n---\n` },
}))

/** Posts that have something in common, or no more. */
const alike = ['tags: [x, y]', 'series: s', 'tags: [y]\nseries: s'].map((fields) => ({
  files: {
    'content/posts/s.md': `---\ntitle: S\ndate: 2025-02-03\n${fields}\n---\n[T](./t.md) locks locks\n`,
    'content/posts/t.md': '---\ntitle: T\ntags: [x]\nseries: s\n---\nLocks, locks.\n',
  },
}))

/** Texts of one post, one after the other. */
const bodies = (...texts: string[]): PluginLawsOptions['edits'] =>
  files('content/posts/g.md', ...texts.map((text) => `---\ntitle: G\ndate: 2025-02-02\n---\n${text}\n`))

/** Asks a service of each post, as a layout would. */
const ofEach =
  (ask: (context: Parameters<Question>[0], id: string) => unknown): Question =>
  async (context) => {
    const entries = await context.entries({ fields: [] })
    return Promise.all(entries.map(({ id }) => ask(context, id)))
  }

/** Each with what only it reads, and the hooks that must have run again after edits. */
const built: [make: () => Plugin, options: PluginLawsOptions, hooks: string[]][] = [
  [() => archive(), {}, ['pages']],
  [
    () => authors({ perPage: 1 }),
    {
      edits: [
        ...(taking('content/authors/Ada.md', '---\ntitle: Ada B.\n---') ?? []),
        ...(files(
          'content/posts/g.md',
          ...[['Ada'], ['ada', 'Ada'], []].map((list) => written({ authors: list })),
        ) ?? []),
      ],
      ask: ofEach((context) => context.use(authorship).author('Ada')),
    },
    ['pages', 'check', 'tasks.author'],
  ],
  [
    () => backlinks(),
    {
      edits: bodies('[g](./g.md)', 'none'),
      ask: ofEach((context, id) => context.use(backlinksService).to(id)),
    },
    ['tasks.to'],
  ],
  [() => callouts(), { edits: bodies('> [!NOTE]\n> a', '> [!TIP] b\n> a', '> a') }, ['remark']],
  [
    () => code({ comments: true }),
    { edits: bodies('```js {1}\na\n```', '```js title="t"\na // [!code ++]\n```') },
    ['rehype', 'head'],
  ],
  [
    () => csv({ format: { price: { style: 'percent' } } }),
    {
      config: { plugins: [shownData(['prices'])] },
      edits: files('content/prices.csv', 'id,price\na,1\n', 'id,price\na,1\n\nb,2\n', 'price\n2', undefined),
    },
    ['load', 'entry'],
  ],
  [
    () => feedSource({ feeds: [{ file: 'data/feed.json', collection: 'notes' }] }),
    {
      files: { 'data/feed.json': feedOf('one') },
      config: { plugins: [shownData(['notes'])] },
      edits: files('data/feed.json', feedOf('one', 'two'), feedOf('three'), feedOf()),
    },
    ['sources', 'load'],
  ],
  [() => lastModified(), {}, ['entry']],
  [() => shiki(), { edits: bodies('```js\nlet a\n```', '```nonsense-language\na\n```') }, ['rehype']],
  [() => feed({ limit: 3 }), { config: { url }, edits: guids }, ['emit', 'head', 'check']],
  [() => home({ perPage: 2 }), { edits: taking('content/pages/index.md', '# Welcome') }, ['pages']],
  [() => llms({ tokens: 50 }), { config: { url, plugins: [twins()] } }, ['emit']],
  [() => notFound(), { edits: taking('public/404.html', '<p>') }, ['pages']],
  [
    () => redirects({ files: ['netlify', 'apache'] }),
    { config: { url }, edits: aliases },
    ['entry', 'emit', 'check'],
  ],
  [
    () => related({ minimum: 0 }),
    { edits: alike, ask: ofEach((context, id) => context.use(relatedEntries).entries(id)) },
    ['tasks.entries'],
  ],
  [() => robots(), { config: { url }, edits: taking('public/robots.txt', 'mine') }, ['emit']],
  [() => seo(), { config: { url } }, ['head']],
  [
    () => series(),
    {
      edits: alike,
      ask: ofEach(async (context, id) => (await context.use(seriesParts).seriesOf(id)) ?? null),
    },
    ['pages', 'check', 'tasks.seriesOf', 'tasks.partsOf'],
  ],
  [() => sitemap(), { config: { url, plugins: [home(), archive(), taxonomies()] } }, ['emit']],
  [
    () => taxonomies({ taxonomies: { tags: {}, authors: { base: '/by/' } }, perPage: 1 }),
    {},
    ['pages', 'check'],
  ],
  [
    () => toml(),
    {
      edits: files(
        'content/posts/g.md',
        '+++\ntitle = "G"\ntags = ["x"]\n+++\n',
        '+++\ntitle = "H"\n+++\ntext\n',
        '---\ntitle: G\n---\n',
      ),
    },
    ['load'],
  ],
  [() => twins(), { config: { url } }, ['emit', 'tasks.text']],
]

test('every plugin of the package is here', () => {
  const made = Object.values(plugins).flatMap((one) => (typeof one === 'function' ? [one().name] : []))
  expect(built.map(([make]) => make().name).sort()).toEqual(made.sort())
})

test.each(built.map(([make, ...rest]) => [make().name, make, ...rest] as const))(
  '%s',
  async (_, make, options, hooks) => {
    const report = await testPluginLaws(make, { builds: 10, ...options })
    expect(report.published).toBeGreaterThan(report.builds / 2)
    for (const hook of hooks) expect(report.ran[hook], hook).toBeGreaterThan(0)
  },
)
