/** Every built-in plugin under random edits: its builds are what clean ones are, and it had something to do. */
import { definePlugin, type Plugin } from '@blog-build/core/plugin'
import { type PluginLawsOptions, testPluginLaws } from '@blog-build/core/testing'
import { expect, test } from 'vitest'
import {
  archive,
  backlinks,
  backlinksService,
  callouts,
  code,
  feed,
  home,
  lastModified,
  llms,
  notFound,
  related,
  robots,
  seo,
  shiki,
  sitemap,
  taxonomies,
  twins,
} from '../src/index.js'
import { shownRelated } from './shown-related.js'

/** An entry or a file of the author that takes the place of what a plugin makes, and goes again. */
const taking = (path: string, text: string): PluginLawsOptions['edits'] => [
  { files: { [path]: text } },
  { files: { [path]: `${text}\n` } },
  { files: { [path]: undefined } },
]
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
  texts.map((text) => ({
    files: { 'content/posts/g.md': `---\ntitle: G\ndate: 2025-02-02\n---\n${text}\n` },
  }))

/** Asks who links to each post, as a layout would. */
const asking = definePlugin({
  name: 'asking',
  requires: [backlinksService],
  emit: async (context) => {
    const entries = await context.entries({ fields: [] })
    const links = await Promise.all(entries.map(({ id }) => context.use(backlinksService).to(id)))
    return [{ path: 'links.json', body: JSON.stringify(links) }]
  },
})

/** Each with what only it reads, and the hooks that must have run again after edits. */
const built: [make: () => Plugin, options: PluginLawsOptions, hooks: string[]][] = [
  [() => archive(), {}, ['pages']],
  [() => backlinks(), { config: { plugins: [asking] }, edits: bodies('[g](./g.md)', 'none') }, ['tasks.to']],
  [() => callouts(), { edits: bodies('> [!NOTE]\n> a', '> [!TIP] b\n> a', '> a') }, ['remark']],
  [
    () => code({ comments: true }),
    { edits: bodies('```js {1}\na\n```', '```js title="t"\na // [!code ++]\n```') },
    ['rehype', 'head'],
  ],
  [() => lastModified(), {}, ['entry']],
  [() => shiki(), { edits: bodies('```js\nlet a\n```', '```nonsense-language\na\n```') }, ['rehype']],
  [() => feed({ limit: 3 }), { config: { url }, edits: guids }, ['emit', 'head', 'check']],
  [() => home({ perPage: 2 }), { edits: taking('content/pages/index.md', '# Welcome') }, ['pages']],
  [() => llms({ tokens: 50 }), { config: { url, plugins: [twins()] } }, ['emit']],
  [() => notFound(), { edits: taking('public/404.html', '<p>') }, ['pages']],
  [() => related({ minimum: 0 }), { config: { plugins: [shownRelated()] }, edits: alike }, ['tasks.entries']],
  [() => robots(), { config: { url }, edits: taking('public/robots.txt', 'mine') }, ['emit']],
  [() => seo(), { config: { url } }, ['head']],
  [() => sitemap(), { config: { url, plugins: [home(), archive(), taxonomies()] } }, ['emit']],
  [
    () => taxonomies({ taxonomies: { tags: {}, authors: { base: '/by/' } }, perPage: 1 }),
    {},
    ['pages', 'check'],
  ],
  [() => twins(), { config: { url } }, ['emit', 'tasks.text']],
]

test.each(built.map(([make, ...rest]) => [make().name, make, ...rest] as const))(
  '%s',
  async (_, make, options, hooks) => {
    const report = await testPluginLaws(make, { builds: 10, ...options })
    expect(report.published).toBeGreaterThan(report.builds / 2)
    for (const hook of hooks) expect(report.ran[hook], hook).toBeGreaterThan(0)
  },
)
