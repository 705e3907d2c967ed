/** The plugin: an index as remembered tasks, so that a change costs what it changes. */
import {
  type ClientSite,
  type Definition,
  definePlugin,
  type Emission,
  type EmitContext,
  type HeadElement,
  type PageContext,
  type PluginMessage,
} from '@blog-build/core/plugin'
import { pageGroup } from './format/entry.js'
import { datesPath, entryPath, filtersPath, lexiconPath, pagePath, shardPath } from './format/files.js'
import { emptyCollection, emptyFilter } from './messages.js'
import { type SearchOptions, type Settings, schema, standardFilters } from './options.js'
import { type Document, toDocuments } from './records/document.js'
import { type Drawer, toDrawer } from './records/drawer.js'
import {
  type DrawerIndex,
  toDatesFile,
  toDrawerIndex,
  toEntryFile,
  toFiltersFile,
  toPageFile,
} from './records/entry-file.js'
import { type Group, toGroup } from './records/group.js'
import { type Layout, layoutOf } from './records/layout.js'
import { authorship, toSource } from './records/page.js'
import { type Record, toRecord } from './records/record.js'
import { toSuggestions } from './records/suggestions.js'
import { languageOf } from './terms/language.js'
import { stemmerModule } from './terms/stemmers.js'
import { wordsOf } from './terms/words-of.js'
import { version } from './version.js'

/** Where the index lies in the output folder. */
export const indexFolder = 'search-index'

/** A part of a drawer, as the list of a group or as a file. */
interface Part {
  drawer: number
  group: number
}

interface ShardName {
  drawer: number
  bound: string
}

/** What files a drawer has. They stay while what stands in them changes. */
interface ShardNames {
  bounds: string[]
  hasLexicon: boolean
}

/** What is known of a group besides its terms. */
type GroupFacts = Omit<Group, 'drawers'>

/** The tasks, as they ask each other. */
interface Tasks {
  documents(none: null): Promise<Document[]>
  layout(none: null): Promise<Layout>
  members(group: number): Promise<Document[]>
  record(document: Document): Promise<Record | undefined>
  group(group: number): Promise<Group>
  part(part: Part): Promise<string>
  parted(group: number): Promise<null>
  facts(group: number): Promise<GroupFacts>
  drawer(drawer: number): Promise<Drawer>
  drawerIndex(drawer: number): Promise<DrawerIndex>
  shardNames(drawer: number): Promise<ShardNames>
  dates(none: null): Promise<Uint8Array>
  filters(none: null): Promise<string>
}

type Context = EmitContext<{
  options: Settings
  requires: typeof authorship.optional
  tasks: object
  collections: unknown
}>

/**
 * Search for a site on any host: an index as static files, and the element `<blog-search>` for pages.
 *
 * ```ts
 * plugins: [search({ filters: ['tags', 'year'], suggestions: ['erlang'] })]
 * ```
 *
 * An edit costs what it changes: the record of an entry, its group, and the drawers of the words that came or went.
 *
 *     documents ─▶ members ─▶ record ─▶ group ─▶ part ─▶ drawer ─▶ files of terms
 *                             page file     └─▶ facts ─▶ entry file, dates, filters
 */
export const search = (options: SearchOptions = {}) =>
  definePlugin({
    name: 'search',
    version,
    options: { schema, given: options },
    requires: [authorship.optional],
    tasks: {
      documents: (context, _: null) => findDocuments(context),
      layout: async (context, _: null) => layoutOf((await own(context).documents(null)).length),
      members: async (context, group: number) => {
        const [all, { groups }] = await Promise.all([own(context).documents(null), own(context).layout(null)])
        return all.filter(({ id }) => pageGroup(id, groups) === group)
      },
      record: (context, document: Document) => recordOf(context, document),
      page: async (context, document: Document) => {
        const source = await toSource(context, document, [])
        return source && toPageFile(source.page)
      },
      group: (context, group: number) => groupOf(context, group),
      part: async (context, { drawer, group }: Part) =>
        (await own(context).group(group)).drawers[drawer] ?? '',
      parted: (context, group: number) => partGroup(context, group),
      facts: async (context, group: number) => {
        const { drawers: _, ...facts } = await own(context).group(group)
        return facts
      },
      drawer: (context, drawer: number) => drawerOf(context, drawer),
      drawerIndex: async (context, drawer: number) => toDrawerIndex(await own(context).drawer(drawer)),
      shard: async (context, { drawer, bound }: ShardName) => {
        const { shards } = await own(context).drawer(drawer)
        const shard = shards.find((one) => one.bound === bound)
        return shard && new Uint8Array(Buffer.from(shard.bytes, 'base64'))
      },
      shardNames: async (context, drawer: number) => {
        const { shards, lexicon } = await own(context).drawer(drawer)
        return { bounds: shards.map(({ bound }) => bound), hasLexicon: lexicon !== undefined }
      },
      lexicon: async (context, drawer: number) => JSON.stringify((await own(context).drawer(drawer)).lexicon),
      dates: async (context, _: null) => toDatesFile((await factsOf(context)).flatMap(({ days }) => days)),
      filters: (context, _: null) => filtersOf(context),
      entry: (context, _: null) => entryOf(context),
    },
    emit: (context) => emitIndex(context),
    head: (context) => tellIndex(context),
    check: (context) => checkOptions(context),
    client: { script: (site) => toScript(site), style: new URL('./client/search.css', import.meta.url) },
  })

function own({ tasks }: Context): Tasks {
  return tasks as Tasks
}

async function findDocuments(context: Context): Promise<Document[]> {
  const { collection, lists } = context.options
  const wanted = collection === undefined ? undefined : new Set([collection].flat())
  const collections = wanted && (await collectionsOf(context))
  return toDocuments(await context.pages(), ({ entry }) => {
    if (entry === undefined) return lists
    return wanted === undefined || wanted.has(collections?.get(entry) ?? '')
  })
}

async function collectionsOf(context: Context): Promise<Map<string, string>> {
  const entries = await context.entries({ collection: context.options.collection ?? [], fields: [] })
  return new Map(entries.map(({ id, collection }) => [id, collection]))
}

async function recordOf(context: Context, document: Document): Promise<Record | undefined> {
  const source = await toSource(context, document, context.options.filters)
  if (!source) return undefined
  const words = await wordsOf(await languageIn(context, source.language))
  return toRecord(source.page, source.filters, words, context.options.weights)
}

/** A field `language` may be about something else, as `Go`: it counts where it is one of the index. */
async function languageIn(context: Context, own = ''): Promise<string> {
  return (await languagesOf(context)).includes(languageOf(own)) ? languageOf(own) : context.config('language')
}

async function languagesOf(context: Context): Promise<string[]> {
  return stemmedLanguages(context.options, await context.config('language'))
}

function stemmedLanguages({ languages }: Settings, language: string): string[] {
  return [...new Set([...languages, language].map(languageOf))].sort()
}

async function groupOf(context: Context, group: number): Promise<Group> {
  const documents = await own(context).members(group)
  const members = documents.map(async (document) => {
    const record = await own(context).record(document)
    return record ? [{ document, record }] : []
  })
  const { drawers } = await own(context).layout(null)
  return toGroup((await Promise.all(members)).flat(), drawers)
}

/** Takes a group apart at once, while it is in memory: drawers would come to each group in turn, as often as there are drawers. */
async function partGroup(context: Context, group: number): Promise<null> {
  const { drawers } = await own(context).layout(null)
  await Promise.all(upTo(drawers).map((drawer) => own(context).part({ drawer, group })))
  return null
}

async function drawerOf(context: Context, drawer: number): Promise<Drawer> {
  const { groups, documents } = await own(context).layout(null)
  const lists: string[] = []
  for (const group of upTo(groups)) {
    await own(context).parted(group)
    lists.push(await own(context).part({ drawer, group }))
  }
  return toDrawer(lists, documents)
}

async function factsOf(context: Context): Promise<GroupFacts[]> {
  const { groups } = await own(context).layout(null)
  return Promise.all(upTo(groups).map((group) => own(context).facts(group)))
}

async function filtersOf(context: Context): Promise<string> {
  const { filters, labels } = context.options
  const found = (await factsOf(context)).flatMap((facts) => facts.filters.map(({ filter }) => filter))
  return toFiltersFile(found, filters, labels)
}

async function entryOf(context: Context): Promise<string> {
  const { drawers, documents } = await own(context).layout(null)
  const facts = await factsOf(context)
  const indexes: DrawerIndex[] = []
  for (const drawer of upTo(drawers)) indexes.push(await own(context).drawerIndex(drawer))
  return toEntryFile({
    documents,
    length: facts.reduce((sum, { length }) => sum + length, 0),
    languages: await languagesOf(context),
    drawers: indexes,
    pages: facts.map(({ pages }) => pages),
    dates: await own(context).dates(null),
    filters: await own(context).filters(null),
    suggestions: await suggestionsOf(context),
  })
}

async function suggestionsOf(context: Context): Promise<string[]> {
  const { suggestions, filters } = context.options
  if (suggestions.length > 0) return [...suggestions]
  const counted = (await factsOf(context)).flatMap((facts) => facts.filters)
  return toSuggestions(counted, filters, (await own(context).layout(null)).documents)
}

async function emitIndex(context: Context): Promise<Emission[]> {
  const [documents, { drawers }] = await Promise.all([
    own(context).documents(null),
    own(context).layout(null),
  ])
  const files: Emission[] = [
    { path: entryPath, task: 'entry' },
    { path: datesPath, task: 'dates' },
    { path: filtersPath, task: 'filters' },
    ...documents.map((document) => ({ path: pagePath(document.id), task: 'page', argument: document })),
  ]
  for (const drawer of upTo(drawers)) {
    const { bounds, hasLexicon } = await own(context).shardNames(drawer)
    for (const bound of bounds) {
      files.push({ path: shardPath(drawer, bound), task: 'shard', argument: { drawer, bound } })
    }
    if (hasLexicon) files.push({ path: lexiconPath(drawer), task: 'lexicon', argument: drawer })
  }
  return files.map((file) => ({ ...file, path: `${indexFolder}/${file.path}` }))
}

/** Tells scripts and layouts that there is a search, and where its index lies. */
async function tellIndex(context: PageContext): Promise<HeadElement[]> {
  const content = await context.url(`/${indexFolder}/`)
  return [{ tag: 'meta', attributes: { name: 'blog-search', content } }]
}

/** The element with the stemmers of the site's languages, and no others. */
function toScript({ options, language }: ClientSite<{ options: Settings } & Definition>) {
  const languages = stemmedLanguages(options as Settings, language)
  const stemmed = languages.flatMap((one) => {
    const module = stemmerModule(one)
    return module === undefined ? [] : [{ language: one, module }]
  })
  const imports = stemmed.map(({ module }, at) => `import { stemmer as stem${at} } from '${module}'`)
  const stemmers = stemmed.map(({ language }, at) => `${JSON.stringify(language)}: stem${at}`)
  const text = [
    `import { defineSearch } from './client/element.js'`,
    ...imports,
    `defineSearch({ stemmers: { ${stemmers.join(', ')} } })`,
  ]
  return { text: `${text.join('\n')}\n`, from: new URL(import.meta.url) }
}

/** A collection or a field that nothing has is a slip, most likely. Those of the defaults may be empty. */
async function checkOptions(context: Context): Promise<PluginMessage[]> {
  const { collection = [], filters } = context.options
  const collections = await Promise.all(
    [collection].flat().map(async (name) => ((await context.count({ collection: name })) > 0 ? [] : [name])),
  )
  const known = new Set(
    (await factsOf(context)).flatMap((facts) => facts.filters.map(({ filter: [field] }) => field)),
  )
  const fields = filters.filter((field) => !known.has(field) && !standardFilters.includes(field))
  return [
    ...collections.flat().map((name) => emptyCollection(name)),
    ...((await own(context).documents(null)).length === 0
      ? []
      : fields.map((field) => emptyFilter(field, [...known].sort()))),
  ]
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at)
}
