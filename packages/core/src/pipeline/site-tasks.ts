/** Questions to the site. Each is a projection of an index; none reads all entries for one entry's sake. */
import type { EntryId, EntryView, NamedTerm, Query, Term } from '../model.js'
import { resolveCollection } from './collection.js'
import { targets } from './content-tasks.js'
import type { BuildContext, BuildTask } from './context.js'
import { permalink, published, view } from './entry-tasks.js'
import { index, located } from './index-tasks.js'
import {
  groupKey,
  intersect,
  neighboursIn,
  type Order,
  type Scope,
  slice,
  toGroups,
  toNamedTerm,
  toOrder,
  toTerms,
} from './site.js'

/** Listed entries of a collection: published, and not unlisted. */
const members: BuildTask<string, EntryId[]> = {
  name: 'members',
  isOwn: true,
  async run(context, collection) {
    const { byId } = await context.get(index, null)
    const ids = Object.keys(byId).filter((id) => byId[id]?.collection === collection)
    const isPublished = await context.all(published, ids)
    const shown = ids.filter((_, at) => isPublished[at])
    const views = await viewsOf(context, shown)
    return { value: views.filter((one) => !one.unlisted).map(({ id }) => id), messages: [] }
  },
}

const order: BuildTask<Scope, Order> = {
  name: 'order',
  isOwn: true,
  async run(context, { collections, sort }) {
    const ids = (await context.all(members, collections)).flat()
    return { value: toOrder(await viewsOf(context, ids), sort, context.config('timeZone')), messages: [] }
  },
}

/** The values of a field, and who has each. */
const groups: BuildTask<{ scope: Scope; field: string }, Record<string, EntryId[]>> = {
  name: 'groups',
  isOwn: true,
  async run(context, { scope, field }) {
    const { ids } = await context.get(order, scope)
    return { value: toGroups(await viewsOf(context, ids, [field]), field), messages: [] }
  },
}

const group: BuildTask<{ scope: Scope; field: string; value: string }, EntryId[]> = {
  name: 'group',
  isOwn: true,
  async run(context, { scope, field, value }) {
    const found = await context.get(groups, { scope, field })
    return { value: Object.hasOwn(found, value) ? (found[value] as EntryId[]) : [], messages: [] }
  },
}

export const query: BuildTask<Query, EntryId[]> = {
  name: 'query',
  isOwn: true,
  async run(context, asked) {
    return { value: slice(await answers(context, asked), asked), messages: [] }
  },
}

export const count: BuildTask<Query, number> = {
  name: 'count',
  isOwn: true,
  async run(context, asked) {
    return { value: (await answers(context, asked)).length, messages: [] }
  },
}

export const terms: BuildTask<{ field: string; collection?: string | string[] }, Term[]> = {
  name: 'terms',
  isOwn: true,
  async run(context, { field, collection }) {
    const scope = await scopeOf(context, collection === undefined ? {} : { collection })
    return { value: toTerms(await context.get(groups, { scope, field })), messages: [] }
  },
}

/** A firewall: stays equal while entries come and go, unless it is the first or the last with this term. */
export const term: BuildTask<
  { field: string; name: string; collection?: string | string[] },
  NamedTerm | undefined
> = {
  name: 'term',
  isOwn: true,
  async run(context, { field, name, collection }) {
    const scope = await scopeOf(context, collection === undefined ? {} : { collection })
    const ids = await context.get(group, { scope, field, value: name })
    return { value: ids.length === 0 ? undefined : toNamedTerm(name), messages: [] }
  },
}

export const neighbours: BuildTask<EntryId, { previous?: EntryId; next?: EntryId }> = {
  name: 'neighbours',
  isOwn: true,
  async run(context, id) {
    const at = await context.get(located, id)
    if (!at) return { value: {}, messages: [] }
    const scope = await scopeOf(context, { collection: at.collection })
    return { value: neighboursIn(await context.get(order, scope), id), messages: [] }
  },
}

/** Every listed entry to the listed ones that link to it. */
const linkIndex: BuildTask<null, Record<EntryId, EntryId[]>> = {
  name: 'link-index',
  isOwn: true,
  async run(context) {
    const { collections } = await context.get(index, null)
    const ids = (await context.all(members, collections)).flat().sort()
    const linked = await context.all(targets, ids)
    const sources = new Map<EntryId, EntryId[]>()
    ids.forEach((id, at) => {
      for (const to of linked[at] ?? []) {
        const known = sources.get(to)
        if (known) known.push(id)
        else sources.set(to, [id])
      }
    })
    return { value: Object.fromEntries([...sources].sort(([a], [b]) => (a < b ? -1 : 1))), messages: [] }
  },
}

export const backlinks: BuildTask<EntryId, EntryId[]> = {
  name: 'backlinks',
  isOwn: true,
  async run(context, id) {
    const found = await context.get(linkIndex, null)
    return { value: Object.hasOwn(found, id) ? (found[id] as EntryId[]) : [], messages: [] }
  },
}

/** Every permalink of a published entry to the entry. */
export const permalinks: BuildTask<null, Record<string, EntryId>> = {
  name: 'permalinks',
  isOwn: true,
  async run(context) {
    const ids = Object.keys((await context.get(index, null)).byId)
    const isPublished = await context.all(published, ids)
    const shown = ids.filter((_, at) => isPublished[at])
    const addresses = await context.all(permalink, shown)
    const pairs = shown.flatMap((id, at) =>
      addresses[at] === undefined ? [] : [[addresses[at], id] as const],
    )
    return { value: Object.fromEntries(pairs), messages: [] }
  },
}

/** Groups are in the order of their scope: a condition needs no look at the whole of it. */
async function answers(context: BuildContext, asked: Query): Promise<readonly EntryId[]> {
  const scope = await scopeOf(context, asked)
  const matching: EntryId[][] = []
  for (const [field, value] of Object.entries(asked.where ?? {})) {
    matching.push(await context.get(group, { scope, field, value: groupKey(value) ?? '' }))
  }
  const [first, ...others] = matching
  if (first === undefined) return (await context.get(order, scope)).ids
  return others.length === 0 ? first : intersect(first, ...others)
}

/** The collections that a query is about, sorted; without any named, those that appear in feeds. */
async function scopeOf(context: BuildContext, { collection, sort }: Query): Promise<Scope> {
  const named = collection === undefined ? await feedCollections(context) : [collection].flat()
  const collections = [...new Set(named)].sort()
  const configured = context.config('collections')
  const [only = ''] = collections.length === 1 ? collections : []
  const own = Object.hasOwn(configured, only) ? configured[only]?.sort : undefined
  const sorting = sort ?? own
  return { collections, ...(sorting === undefined ? {} : { sort: sorting }) }
}

async function feedCollections(context: BuildContext): Promise<string[]> {
  const { collections } = await context.get(index, null)
  const configured = context.config('collections')
  return collections.filter((name) => {
    const own = Object.hasOwn(configured, name) ? configured[name] : undefined
    return resolveCollection(name, own, false).feed
  })
}

async function viewsOf(
  context: BuildContext,
  ids: readonly EntryId[],
  fields?: string[],
): Promise<EntryView[]> {
  const views = await context.all(
    view,
    ids.map((id) => (fields === undefined ? { id } : { id, fields })),
  )
  return views.filter((one) => one !== undefined)
}

export const siteTasks = [
  members,
  order,
  groups,
  group,
  query,
  count,
  terms,
  term,
  neighbours,
  linkIndex,
  backlinks,
  permalinks,
] as const
