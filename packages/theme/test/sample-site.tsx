import { readFileSync } from 'node:fs'
import type {
  EntryView,
  Outline,
  Page,
  PropsContext,
  Query,
  StandardProps,
  Term,
} from '@blog-build/core/layout'
import type { ComponentType } from 'preact'
import { renderToString } from 'preact-render-to-string'

/** A site in memory that answers what the layouts ask, and remembers what that was. */
export interface SampleSite {
  context: PropsContext
  /** One line for each question: `entries {"limit":10}`. */
  asked: string[]
}

/** What a test may set otherwise than the sample. */
export interface SampleOptions {
  entries?: EntryView[]
  terms?: Term[]
  outline?: Partial<Outline>
  content?: string
  /** Tables of plugins, by the name of the service. */
  services?: Record<string, object>
}

/** The article with every feature of Markdown. */
export const article = readFileSync(new URL('fixtures/article.html', import.meta.url), 'utf8')

const titles = [
  'An engine that remembers: how incremental builds stay honest',
  'Three weeks with a bug that only happened on Tuesdays',
  'Notes on naming things',
  'Why we replaced our job queue with a table',
  'Reading a flame graph without fear',
  'The cost of an abstraction, measured in incidents rather than in lines of code',
  'Dates are hard; time zones are people',
  'A small language for large configurations',
  'What the type checker taught us about our API',
  'Migrating forty services without a freeze',
  'Logs you will be glad to read at 3 a.m.',
  'First post',
]

const tags = [
  ['engine', 'caching'],
  ['debugging'],
  [],
  ['postgres', 'queues'],
  ['performance', 'debugging', 'tools'],
]

/** Twelve posts of two years, newest first. */
export const posts: EntryView[] = titles.map((title, index) => ({
  id: `posts/${index}`,
  collection: 'posts',
  path: `content/posts/${index}.md`,
  title,
  date: index < 7 ? `2024-${String(11 - index).padStart(2, '0')}-${10 + index}` : `2023-0${15 - index}-04`,
  updated: index === 0 ? '2024-11-20T08:30:00+01:00' : undefined,
  summary: index % 3 === 2 ? undefined : summaryOf(index),
  tags: tags[index % tags.length] ?? [],
  authors: index === 0 ? ['Ada Byron', 'Jens Olsson'] : [],
  permalink: `/posts/${index}/`,
  url: `/blog/posts/${index}/`,
  unlisted: false,
  data: {},
}))

function summaryOf(index: number): string {
  const first =
    'A task asks for what it needs; the engine writes down each question and the hash of each answer.'
  return index % 2 === 0 ? `${first} Nobody declares dependencies, and nobody asks what changed.` : first
}

const sampleTerms: Term[] = [
  ['debugging', 14],
  ['postgres', 9],
  ['engine', 7],
  ['caching', 5],
  ['performance', 5],
  ['queues', 2],
  ['C#', 1],
].map(([name, count]) => ({
  name: String(name),
  count: Number(count),
  slug: name === 'C#' ? 'c-sharp' : String(name),
}))

const sampleOutline: Outline = {
  toc: [
    {
      id: 'what-a-build-remembers',
      text: 'What a build remembers',
      depth: 2,
      children: [
        { id: 'early-cutoff', text: 'Early cutoff', depth: 3, children: [] },
        { id: 'firewalls', text: 'Firewalls', depth: 3, children: [] },
      ],
    },
    {
      id: 'what-it-costs',
      text: 'What it costs',
      depth: 2,
      children: [{ id: 'what-is-left', text: 'What is left', depth: 3, children: [] }],
    },
    { id: 'where-it-hurts', text: 'Where it hurts', depth: 2, children: [] },
  ],
  ids: [],
  excerpt:
    'Every build tool makes the same promise: change one line, and only what depends on it is made again.',
  words: 1460,
}

/** The first three posts are a series; the newest is its last part. */
function sampleSeries(entries: EntryView[]) {
  const parts = entries.slice(0, 3).reverse()
  return {
    partsOf: async () => parts,
    seriesOf: async (id: string) => {
      const at = parts.findIndex((part) => part.id === id)
      const own = { name: 'Engines', permalink: '/series/engines/', part: at + 1, parts: parts.length }
      return at < 0 ? undefined : { ...own, previous: parts[at - 1], next: parts[at + 1] }
    },
  }
}

/** A site of the sample posts, under the base path `/blog/`. */
export function sampleSite(options: SampleOptions = {}): SampleSite {
  const { entries = posts, terms = sampleTerms, outline, content = article } = options
  const { services = { series: sampleSeries(entries) } } = options
  const asked: string[] = []
  const answers = {
    entries: ({ where, offset = 0, limit = 1000 }: Query = {}) =>
      entries.filter((entry) => isMeant(entry, where)).slice(offset, offset + limit),
    count: ({ where }: Query = {}) => entries.filter((entry) => isMeant(entry, where)).length,
    entry: (id: string) => entries.find((entry) => entry.id === id),
    terms: () => terms,
    term: (_: string, name: string) => terms.find((term) => term.name === name),
    neighbours: (id: string) => {
      const place = entries.findIndex((entry) => entry.id === id)
      return { previous: entries[place + 1], next: entries[place - 1] }
    },
    outline: () => ({ ...sampleOutline, ...outline }),
    content: () => ({ __html: content }),
    url: (path: string) => `/blog${path}`,
  }
  const recorded = Object.entries(answers).map(([name, answer]) => [
    name,
    async (...given: never[]) => {
      asked.push([name, ...given.map((argument) => JSON.stringify(argument))].join(' '))
      return (answer as (...given: never[]) => unknown)(...given)
    },
  ])
  // Only the questions that the theme may ask; another one fails the test as "not a function".
  const use = ({ service }: { service: string }) => services[service]
  return { context: { ...Object.fromEntries(recorded), use } as PropsContext, asked }
}

/** Lists of the entry that the theme asks for: tags, and names of authors. */
function isMeant({ tags, authors }: EntryView, where: Query['where']): boolean {
  if (where?.authors !== undefined) return authors.includes(String(where.authors))
  return where === undefined || tags.includes(String(where.tags))
}

/** The props that every layout gets. */
export function standardProps(page: Page, changes: Partial<StandardProps> = {}): StandardProps {
  return {
    site: {
      title: 'Field Notes',
      description: 'Notes on databases, compilers and the quiet cost of being clever, by the platform team.',
      language: 'en',
      author: 'The platform team',
      home: '/blog/',
      navigation: [
        { text: 'Archive', href: '/blog/archive/' },
        { text: 'Tags', href: '/blog/tags/' },
        { text: 'About', href: '/blog/about/' },
      ],
    },
    page: { ...page, url: `/blog${page.permalink}` },
    head: [
      { tag: 'link', attributes: { rel: 'alternate', type: 'application/atom+xml', href: '/blog/feed.xml' } },
    ],
    styles: ['/blog/styles/theme.css'],
    scripts: [],
    ...changes,
  }
}

/** The pages of the sample, one for each layout and for each shape that it can take. */
export const samplePages: Record<string, Page> = {
  home: { permalink: '/', layout: 'home', params: { number: 1, pages: 2, perPage: 10 } },
  'home-2': { permalink: '/page/2/', layout: 'home', params: { number: 2, pages: 2, perPage: 10 } },
  'home-index': {
    permalink: '/',
    layout: 'home',
    entry: 'posts/2',
    params: { number: 1, pages: 1, perPage: 3 },
  },
  post: {
    permalink: '/posts/1/',
    layout: 'post',
    entry: 'posts/0',
    title: titles[0],
    params: { entry: 'posts/0' },
  },
  page: {
    permalink: '/about/',
    layout: 'page',
    entry: 'posts/2',
    title: titles[2],
    params: { entry: 'posts/2' },
  },
  term: {
    permalink: '/tags/debugging/',
    layout: 'term',
    title: 'debugging',
    params: { field: 'tags', term: 'debugging', slug: 'debugging', number: 1, pages: 2, perPage: 10 },
  },
  terms: { permalink: '/tags/', layout: 'terms', params: { field: 'tags', base: '/tags/' } },
  author: {
    permalink: '/authors/ada/',
    layout: 'author',
    title: 'Ada Byron',
    entry: 'posts/2',
    params: { field: 'authors', term: 'Ada Byron', base: '/authors/', number: 1, pages: 1, perPage: 10 },
  },
  authors: { permalink: '/authors/', layout: 'authors', title: 'Authors', params: { field: 'authors' } },
  series: {
    permalink: '/series/engines/',
    layout: 'series',
    title: 'Engines',
    params: { field: 'series', term: 'Engines', base: '/series/' },
  },
  archive: { permalink: '/archive/', layout: 'archive', title: 'Archive', params: {} },
  'not-found': { permalink: '/404.html', layout: 'not-found', params: {} },
}

/** HTML of a page: its layout's `props`, then its component, as the html stage does it. */
export async function renderPage(
  page: Page,
  site: SampleSite = sampleSite(),
  changes: Partial<StandardProps> = {},
): Promise<string> {
  const layout = (await import(`../layouts/${page.layout}.tsx`)) as {
    props: (context: PropsContext, page: Page) => Promise<Record<string, unknown>>
    default: ComponentType<Record<string, unknown>>
  }
  const Layout = layout.default
  // Through JSON, as the engine does it: props must be plain data.
  const props = JSON.parse(JSON.stringify(await layout.props(site.context, page)))
  return `<!doctype html>${renderToString(<Layout {...standardProps(page, changes)} {...props} />)}`
}

/** The style sheet of the theme in one text, its imports in place. */
export function styleSheet(): string {
  const read = (name: string) => readFileSync(new URL(`../styles/${name}`, import.meta.url), 'utf8')
  return read('theme.css').replace(/@import ['"]\.\/(.+?)['"];/g, (_, name: string) => read(name))
}
