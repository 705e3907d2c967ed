/** From pages, plugins and `public/` to the outputs of the site. */
import { hashOf } from '../engine/codec.js'
import { siteEmpty } from '../messages/page.js'
import type { EntryId, Output, OwnedPage } from '../model.js'
import { checked, rules } from './check-tasks.js'
import type { BuildContext, BuildTask, LoadedStyles } from './context.js'
import { entry } from './entry-tasks.js'
import { emittedOutputs, publicFiles, shardsOfEmitted } from './file-tasks.js'
import { html } from './html-tasks.js'
import { index } from './index-tasks.js'
import { pages } from './page-tasks.js'
import { outputPathOf } from './permalink.js'
import { publicPath } from './public-file.js'
import { shardsOf } from './shards.js'

/** The hash of no value. */
const nothing = hashOf('')

/**
 * A page with its HTML and what is wrong with its links: these are checked while its content is at hand, which
 * would have to be fetched again later.
 */
const rendered: BuildTask<OwnedPage, null> = {
  name: 'rendered',
  isOwn: true,
  isLazy: true,
  async run(context, page) {
    await context.hashes(html, [page])
    if (page.entry !== undefined) await context.hashes(checked, [page.entry])
    return { value: null, messages: [] }
  },
}

/** Places of pages in their list, by shard: those of one shard share a task, so that one page costs little to list. */
const pageShards: BuildTask<null, number[][]> = {
  name: 'page-shards',
  isOwn: true,
  async run(context) {
    const planned = await context.get(pages, null)
    const addresses = planned.map(({ permalink }) => permalink)
    return { value: shardsOf(addresses), messages: [] }
  },
}

/** The pages of a shard, so that a page that is made anew does not take reading all of them. */
const pagesOfShard: BuildTask<number, OwnedPage[]> = {
  name: 'pages-of-shard',
  isOwn: true,
  async run(context, shard) {
    const all = await context.get(pages, null)
    const places = (await context.get(pageShards, null))[shard] ?? []
    return { value: places.map((place) => all[place] as OwnedPage), messages: [] }
  },
}

export const pageOutputs: BuildTask<number, Output[]> = {
  name: 'page-outputs',
  isOwn: true,
  async run(context, shard) {
    const planned = await context.get(pagesOfShard, shard)
    await context.hashes(rendered, planned)
    const hashes = await context.hashes(html, planned)
    // A page whose layout failed has no HTML; the message of the failure keeps the build from publishing.
    const made = planned.flatMap(({ permalink: url, owner }, at): Output[] => {
      const hash = hashes[at]
      return hash === nothing || hash === undefined
        ? []
        : [{ path: outputPathOf(url).value ?? '', hash, owner, url }]
    })
    return { value: made, messages: [] }
  },
}

/** Files of `public/`, and of code. */
export const otherOutputs: BuildTask<null, Output[]> = {
  name: 'other-outputs',
  isOwn: true,
  async run(context) {
    const made = [...(await outputsOfPublic(context)), ...outputsOfCode(context)]
    return { value: made, messages: [] }
  },
}

async function outputsOfPublic(context: BuildContext): Promise<Output[]> {
  const paths = await context.get(publicFiles, null)
  return paths.map((file) => {
    const path = publicPath(file)
    return { path, hash: context.file(`public/${file}`).hash, owner: 'public', url: `/${path}` }
  })
}

/** Style sheets, scripts, and what they name. Two plugins may name the same image. */
function outputsOfCode(context: BuildContext): Output[] {
  const toOutputs = (owner: string, files: LoadedStyles['files']) =>
    files.map(({ path, hash }) => ({ path, hash, owner, url: `/${path}` }))
  const ofClients = [...context.clients().values()].flatMap(({ files }) => toOutputs('client', files))
  const all = [...toOutputs('styles', context.styles()?.files ?? []), ...ofClients]
  return [...new Map(all.reverse().map((output) => [output.path, output])).values()].reverse()
}

/** Ids of entries by shard, as pages are. */
const entryShards: BuildTask<null, EntryId[][]> = {
  name: 'entry-shards',
  isOwn: true,
  async run(context) {
    const ids = Object.keys((await context.get(index, null)).byId)
    const shards = shardsOf(ids).map((places) => places.map((place) => ids[place] as EntryId))
    return { value: shards, messages: [] }
  },
}

const entriesOf: BuildTask<number, null> = {
  name: 'entries-of',
  isOwn: true,
  async run(context, shard) {
    await context.hashes(entry, (await context.get(entryShards, null))[shard] ?? [])
    return { value: null, messages: [] }
  },
}

const checksOf: BuildTask<number, null> = {
  name: 'checks-of',
  isOwn: true,
  async run(context, shard) {
    await context.hashes(checked, (await context.get(entryShards, null))[shard] ?? [])
    return { value: null, messages: [] }
  },
}

/** All files of the site but the assets, which are published because somebody asked for them: known by hashes. */
export interface SiteParts {
  /** Of the outputs of pages, by shard. */
  pages: string[]
  /** Of what plugins emit, by plugin in order, and by shard. */
  emitted: { plugin: string; shards: string[] }[]
  /** Of all others. */
  others: string
}

/** The root: all outputs, and everything that is checked on the way. */
export const site: BuildTask<null, SiteParts> = {
  name: 'site',
  isOwn: true,
  async run(context) {
    const entries = [...(await context.get(entryShards, null)).keys()]
    await context.hashes(entriesOf, entries)
    const made = await outputsOfPages(context)
    const emitted = await outputsOfPlugins(context)
    const [others = ''] = await context.hashes(otherOutputs, [null])
    await context.hashes(checksOf, entries)
    await context.hashes(rules, [null])
    return { value: { pages: made, emitted, others }, messages: entries.length === 0 ? [siteEmpty()] : [] }
  },
}

/** Some shards at a time: what is being rendered is what is in memory. */
async function outputsOfPages(context: BuildContext): Promise<string[]> {
  const shards = [...(await context.get(pageShards, null)).keys()]
  const made: string[] = []
  for (let at = 0; at < shards.length; at += ATONCE) {
    made.push(...(await context.hashes(pageOutputs, shards.slice(at, at + ATONCE))))
  }
  return made
}

const ATONCE = 4

/** One shard at a time: a body may be large. */
async function outputsOfPlugins(context: BuildContext): Promise<SiteParts['emitted']> {
  const made: SiteParts['emitted'] = []
  for (const { name: plugin } of context.plugins('emit')) {
    const shards: string[] = []
    for (const shard of await shardsOfEmitted(context, plugin)) {
      shards.push(...(await context.hashes(emittedOutputs, [shard])))
    }
    made.push({ plugin, shards })
  }
  return made
}

export const outputTasks = [
  rendered,
  pageShards,
  pagesOfShard,
  pageOutputs,
  otherOutputs,
  entryShards,
  entriesOf,
  checksOf,
  site,
] as const
