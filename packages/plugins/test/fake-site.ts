/**
 * A site that is an object: answers what hooks ask as the real one does, and notes every question.
 * What a plugin asks decides when it runs again, so tests look at `asked` too.
 */
import type {
  EmitContext,
  Entry,
  EntryView,
  OwnedPage,
  Page,
  Plugin,
  Query,
  Term,
} from '@blog-build/core/plugin'

type Fields = Partial<EntryView> & Partial<Pick<Entry, 'layout'>>

/** An entry as tests write it: an id, and what matters. */
export interface FakeEntry extends Fields {
  id: string
  html?: string
  excerpt?: string
}

export interface FakeSite {
  config?: Partial<{
    title: string
    description: string
    url: string
    base: string
    language: string
    timeZone: string
    author: string
    perPage: number
  }>
  entries?: FakeEntry[]
  pages?: (Page & { owner?: string })[]
  /** Text of files by path. */
  files?: Record<string, string>
  /** Tables of other plugins, by the name of the service. */
  services?: Record<string, object>
  /** Collections that appear in feeds. @default ['posts'] */
  feeds?: string[]
}

const standard = {
  title: 'Notes',
  description: '',
  base: '/',
  language: 'en',
  timeZone: 'UTC',
  perPage: 10,
  navigation: [],
}

/** The context of hooks over that site, and the questions that were asked of it. */
export function fakeSite(site: FakeSite, plugin?: Plugin): EmitContext & { asked: string[] } {
  const asked: string[] = []
  const told = <T>(answer: T, ...question: unknown[]): T => {
    asked.push(question.map(toWord).join(' '))
    return answer
  }
  const config: Record<string, unknown> = { ...standard, ...site.config }
  const views = (site.entries ?? []).map((one) => viewOf(one, String(config.base)))
  const find = (id: string) => views.find((view) => view.id === id)
  const fakeOf = (id: string) => site.entries?.find((one) => one.id === id)
  const url = (path: string) => encodeURI(String(config.base) + path.slice(1))
  const answers = ({ collection = site.feeds ?? ['posts'], where = {}, sort }: Query) =>
    views
      .filter((view) => [collection].flat().includes(view.collection) && !view.unlisted)
      .filter((view) =>
        Object.entries(where).every(([field, value]) => valuesOf(view, field).includes(value)),
      )
      .sort(sort === '-date' ? byDate : () => 0)
  const tasks = Object.entries(plugin?.tasks ?? {}).map(([name, task]) => {
    return [name, async (argument: unknown) => task(context as never, argument as never)] as const
  })
  const context: object = {
    asked,
    tasks: Object.fromEntries(tasks),
    options: plugin && settingsOf(plugin),
    config: async (field: string) => told(config[field], 'config', field),
    read: async (path: string) => told(site.files?.[path], 'read', path),
    readBytes: async (path: string) => {
      const text = site.files?.[path]
      return told(text === undefined ? undefined : Buffer.from(text), 'readBytes', path)
    },
    asset: async (path: string) =>
      told({ url: `${config.base}assets/${path}`, width: 2, height: 1 }, 'asset', path),
    use: ({ service }: { service: string }) => site.services?.[service],
    entries: async (query: Query = {}) => {
      const found = answers(query).slice(query.offset ?? 0)
      const kept = found.slice(0, query.limit).map((view) => withFields(view, query.fields))
      return told(kept, 'entries', query)
    },
    count: async (query: Query = {}) => told(answers(query).length, 'count', query),
    entry: async (id: string) => told(find(id), 'entry', id),
    terms: async (field: string, collection?: string | string[]) => {
      const query = collection === undefined ? {} : { collection }
      return told(termsIn(answers(query), field), 'terms', field, query)
    },
    term: async (field: string, name: string, collection?: string | string[]) => {
      const query = collection === undefined ? {} : { collection }
      const found = termsIn(answers(query), field).find((term) => term.name === name)
      return told(found, 'term', field, name, query)
    },
    outline: async (id: string) => {
      return told({ toc: [], ids: [], excerpt: fakeOf(id)?.excerpt ?? '', words: 0 }, 'outline', id)
    },
    url: async (path: string) => told(url(path), 'url', path),
    absolute: async (path: string) =>
      told(config.url === undefined ? undefined : config.url + url(path), 'absolute', path),
    html: async (id: string, options?: { absolute?: boolean }) =>
      told(fakeOf(id)?.html ?? '', 'html', id, options),
    pages: async () =>
      told(
        (site.pages ?? []).map((page): OwnedPage => ({ owner: 'core', ...page })),
        'pages',
      ),
  }
  return context as unknown as EmitContext & { asked: string[] }
}

function viewOf({ html, excerpt, layout, ...one }: FakeEntry, base: string): EntryView {
  const [collection = '', ...rest] = one.id.split('/')
  const permalink = one.permalink ?? `/${collection}/${rest.join('/')}/`
  return {
    collection,
    path: `content/${one.id}.md`,
    title: one.id,
    tags: [],
    authors: [],
    unlisted: false,
    data: layout === undefined ? {} : { layout },
    permalink,
    url: encodeURI(base + permalink.slice(1)),
    ...one,
  }
}

function withFields(view: EntryView, fields: string[] | undefined): EntryView {
  if (fields === undefined) return view
  return {
    ...view,
    data: Object.fromEntries(Object.entries(view.data).filter(([key]) => fields.includes(key))),
  }
}

function valuesOf(view: EntryView, field: string): unknown[] {
  return [view.data[field] ?? view[field as keyof EntryView]].flat()
}

/** As core sorts them: most used first, then by name. */
function termsIn(views: readonly EntryView[], field: string): Term[] {
  const counts = new Map<string, number>()
  for (const name of views.flatMap((view) => valuesOf(view, field))) {
    if (typeof name === 'string') counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts]
    .map(([name, count]) => ({ name, slug: name.toLowerCase().replace(/[^a-z0-9_]+/g, '-'), count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}

/** Newest first; entries without a date last. */
function byDate(a: EntryView, b: EntryView): number {
  const [left, right] = [a.date ?? '', b.date ?? '']
  return left > right ? -1 : left < right ? 1 : a.id < b.id ? -1 : 1
}

function toWord(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

/** What the options of a plugin become. @throws an error with all that is wrong with them. */
export function settingsOf({ options }: Plugin): unknown {
  const answer = options?.schema['~standard'].validate(options.given)
  if (answer === undefined || answer instanceof Promise) return undefined
  if (!answer.issues) return answer.value
  throw new Error(
    answer.issues.map(({ path = [], message }) => `\`${path.join('.')}\`: ${message}`).join(' '),
  )
}
