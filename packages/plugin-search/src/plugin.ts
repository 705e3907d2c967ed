/** The plugin: what it emits, tells pages, and says of its options. */
import {
  definePlugin,
  type Emission,
  type HeadElement,
  type PageContext,
  type PluginMessage,
} from '@blog-build/core/plugin'
import { datesPath, entryPath, filtersPath, lexiconPath, pagePath, shardPath } from './format/files.js'
import { type Context, own } from './index-context.js'
import { factsOf, indexTasks, inTurn, passing } from './index-tasks.js'
import { toScript } from './languages.js'
import { emptyCollection, emptyFilter } from './messages.js'
import { type SearchOptions, type SearchTexts, schema, standardFilters } from './options.js'
import { authorship } from './records/page.js'
import { version } from './version.js'

/** Where the index lies in the output folder. */
export const indexFolder = 'search-index'

/**
 * Search for a site on any host: an index as static files, and the element `<blog-search>` for pages.
 *
 * ```ts
 * plugins: [search({ filters: ['tags', 'year'], suggestions: ['erlang'] })]
 * ```
 *
 * An edit costs what it changes: the record of an entry, its group, and the drawers of the words that came or went; see
 * `indexTasks`.
 */
export const search = (options: SearchOptions = {}) =>
  definePlugin({
    name: 'search',
    version,
    options: { schema, given: options },
    requires: [authorship.optional],
    tasks: indexTasks,
    forget: passing,
    compute: new URL('./compute.js', import.meta.url),
    emit: (context) => emitIndex(context),
    head: (context) => tellIndex(context, context.options.words),
    check: (context) => checkOptions(context),
    client: { script: (site) => toScript(site), style: new URL('./client/search.css', import.meta.url) },
  })

async function emitIndex(context: Context): Promise<Emission[]> {
  const [documents, { drawers }] = await Promise.all([
    own(context).documents(null),
    own(context).division(null),
  ])
  const files: Emission[] = [
    { path: entryPath, task: 'entry' },
    { path: datesPath, task: 'dates' },
    { path: filtersPath, task: 'filters' },
    ...documents.map((document) => ({ path: pagePath(document.id), task: 'page', argument: document })),
  ]
  const ofDrawers = await inTurn(drawers, (drawer) => own(context).drawerFiles(drawer))
  for (const [drawer, { bounds, hasLexicon }] of ofDrawers.entries()) {
    for (const bound of bounds) {
      files.push({ path: shardPath(drawer, bound), task: 'shard', argument: { drawer, bound } })
    }
    if (hasLexicon) files.push({ path: lexiconPath(drawer), task: 'lexicon', argument: drawer })
  }
  return files.map((file) => ({ ...file, path: `${indexFolder}/${file.path}` }))
}

/** Tells scripts and layouts that there is a search, where its index lies, and what is said otherwise than in English. */
async function tellIndex(context: PageContext, words: SearchTexts): Promise<HeadElement[]> {
  const content = await context.url(`/${indexFolder}/`)
  const meta: HeadElement = { tag: 'meta', attributes: { name: 'blog-search', content } }
  if (Object.keys(words).length === 0) return [meta]
  // No end tag in it: `<` is written otherwise.
  const text = JSON.stringify(words).replaceAll('<', '\\u003c')
  return [meta, { tag: 'script', attributes: { type: 'application/json', id: 'search-words' }, text }]
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
    ...((await own(context).division(null)).documents === 0
      ? []
      : fields.map((field) => emptyFilter(field, [...known].sort()))),
  ]
}
