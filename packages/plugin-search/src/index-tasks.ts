/** The index as remembered tasks, so that a change costs what it changes. */
import pMap from 'p-map'
import { pageGroup } from './format/entry.js'
import { headOf } from './format/shard.js'
import { type Context, compute, type GroupFacts, own, type Part, type ShardName } from './index-context.js'
import { stemmedLanguages } from './languages.js'
import { divisionOf } from './records/division.js'
import { type Document, toDocuments } from './records/document.js'
import type { Drawer } from './records/drawer.js'
import {
  type DrawerIndex,
  toDatesFile,
  toDrawerFiles,
  toDrawerIndex,
  toEntryFile,
  toFiltersFile,
  toPageFile,
} from './records/entry-file.js'
import { toFacets } from './records/facets.js'
import type { Group } from './records/group.js'
import { toPage } from './records/page.js'
import type { Record } from './records/record.js'
import { toSuggestions } from './records/suggestions.js'
import { languageOf } from './terms/language.js'

/**
 * From entries to files:
 *
 *     documents ─▶ members ─▶ record ─▶ group ─▶ part ─▶ drawer ─▶ files of terms
 *                             page file     └─▶ facts ─▶ entry file, dates, filters
 */
export const indexTasks = {
  documents: (context: Context, _: null) => findDocuments(context),
  division: async (context: Context, _: null) => divisionOf((await own(context).documents(null)).length),
  members: async (context: Context, group: number) => {
    const [all, { groups }] = await Promise.all([own(context).documents(null), own(context).division(null)])
    return all.filter(({ id }) => pageGroup(id, groups) === group)
  },
  record: (context: Context, document: Document) => recordOf(context, document),
  page: async (context: Context, document: Document) => {
    const page = await toPage(context, document)
    return page && toPageFile(page)
  },
  group: (context: Context, group: number) => groupOf(context, group),
  part: async (context: Context, { drawer, group }: Part) =>
    (await own(context).group(group)).drawers[drawer] ?? '',
  parted: (context: Context, group: number) => partGroup(context, group),
  facts: async (context: Context, group: number) => {
    const { drawers: _, ...facts } = await own(context).group(group)
    return facts
  },
  drawer: (context: Context, drawer: number) => drawerOf(context, drawer),
  drawerIndex: (context: Context, drawer: number) => indexOf(context, drawer),
  // By itself, so that of a drawer only those files are written anew that have something new.
  shardList: async (context: Context, { drawer, bound }: ShardName) =>
    (await own(context).drawer(drawer)).shards.find((one) => one.bound === bound)?.list,
  shard: async (context: Context, shard: ShardName) => {
    const list = await own(context).shardList(shard)
    return list === undefined ? undefined : compute(context, 'shard', list)
  },
  shardHash: async (context: Context, shard: ShardName) =>
    headOf((await own(context).shard(shard)) ?? new Uint8Array()).hash,
  lexicon: async (context: Context, drawer: number) => {
    const { lexicon } = await own(context).drawer(drawer)
    return lexicon && JSON.stringify(lexicon)
  },
  // Of the index, not of the drawer: so its files are made while it is in memory.
  drawerFiles: async (context: Context, drawer: number) =>
    toDrawerFiles(await own(context).drawerIndex(drawer)),
  dates: async (context: Context, _: null) =>
    toDatesFile((await factsOf(context)).flatMap(({ days }) => days)),
  filters: (context: Context, _: null) => filtersOf(context),
  entry: (context: Context, _: null) => entryOf(context),
}

/** All of the terms of a group or a drawer: much to keep, and of use only until their parts are made. */
export const passing = ['group', 'drawer', 'shardList'] as const

/** Documents of a group under way: if all were, all of their pages would come first, and only then work for threads. */
const documentsAtOnce = 16

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
  const page = await own(context).page(document)
  if (page === undefined) return undefined
  const { weights, filters: fields } = context.options
  const facets = await toFacets(context, document, fields)
  const language = await languageIn(context, facets.language)
  return compute(context, 'record', { page, filters: facets.filters, language, weights })
}

/** A field `language` may be about something else, as `Go`: it counts where it is one of the index. */
async function languageIn(context: Context, own = ''): Promise<string> {
  return (await languagesOf(context)).includes(languageOf(own)) ? languageOf(own) : context.config('language')
}

async function languagesOf(context: Context): Promise<string[]> {
  return stemmedLanguages(context.options, await context.config('language'))
}

async function groupOf(context: Context, group: number): Promise<Group> {
  const documents = await own(context).members(group)
  const memberOf = async (document: Document) => {
    const record = await own(context).record(document)
    return record ? [{ document, record }] : []
  }
  const members = await pMap(documents, memberOf, { concurrency: documentsAtOnce })
  const { drawers } = await own(context).division(null)
  return compute(context, 'group', { members: members.flat(), drawers })
}

/** Takes a group apart at once, while it is in memory: drawers would come to each group in turn, as often as there are drawers. */
async function partGroup(context: Context, group: number): Promise<null> {
  const { drawers } = await own(context).division(null)
  const parts = upTo(drawers).map((drawer) => own(context).part({ drawer, group }))
  await Promise.all([own(context).facts(group), ...parts])
  return null
}

async function drawerOf(context: Context, drawer: number): Promise<Drawer> {
  const { groups, documents } = await own(context).division(null)
  const lists = await inTurn(groups, async (group) => {
    await own(context).parted(group)
    return own(context).part({ drawer, group })
  })
  return compute(context, 'drawer', { lists, documents })
}

async function indexOf(context: Context, drawer: number): Promise<DrawerIndex> {
  const found = await own(context).drawer(drawer)
  const hashes = found.shards.map(({ bound }) => own(context).shardHash({ drawer, bound }))
  const [lexicon, ...all] = await Promise.all([own(context).lexicon(drawer), ...hashes])
  return toDrawerIndex(found, all, lexicon)
}

/** What is known of all groups besides their terms. */
export async function factsOf(context: Context): Promise<GroupFacts[]> {
  const { groups } = await own(context).division(null)
  return inTurn(groups, async (group) => {
    await own(context).parted(group)
    return own(context).facts(group)
  })
}

async function filtersOf(context: Context): Promise<string> {
  const { filters, labels } = context.options
  const found = (await factsOf(context)).flatMap((facts) => facts.filters.map(({ filter }) => filter))
  return toFiltersFile(found, filters, labels)
}

async function entryOf(context: Context): Promise<string> {
  const { drawers, documents } = await own(context).division(null)
  const facts = await factsOf(context)
  return toEntryFile({
    documents,
    length: facts.reduce((sum, { length }) => sum + length, 0),
    languages: await languagesOf(context),
    drawers: await inTurn(drawers, (drawer) => own(context).drawerIndex(drawer)),
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
  return toSuggestions(counted, filters, (await own(context).division(null)).documents)
}

/**
 * Asks for each of so many groups or drawers, in order, for the next one while the last is under way: so neither tasks nor
 * threads wait for the other. Each has all of its terms in memory, so nobody asks for more than two.
 */
export function inTurn<T>(count: number, ask: (at: number) => Promise<T>): Promise<T[]> {
  return pMap(upTo(count), ask, { concurrency: 2 })
}

/** The numbers below another. */
function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at)
}
