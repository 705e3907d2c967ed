/** Entries: what they say of themselves, whether they are public, where they will live. */
import { refer } from '../engine/task.js'
import { inWords } from '../hooks/answers.js'
import { sequential } from '../hooks/driver.js'
import { pluginValue } from '../messages/plugin.js'
import type { Entry, EntryId, EntryView, Message, Outline } from '../model.js'
import { resolveCollection } from './collection.js'
import type { BuildContext, BuildTask } from './context.js'
import { toEntry } from './entry.js'
import { hookContext } from './hook-context.js'
import { type Located, located } from './index-tasks.js'
import { normalisePermalink, toPermalink } from './permalink.js'
import { recordOf, withPlaces } from './record-tasks.js'
import { toView } from './view.js'

export const entry: BuildTask<EntryId, Entry | undefined> = {
  name: 'entry',
  async run(context, id) {
    const at = await context.get(located, id)
    const record = at && (await recordOf(context, at))
    if (!at || !record) return { value: undefined, messages: [] }
    const { path, collection, trust } = at
    const config = collectionConfig(context, at)
    const timeZone = context.config('timeZone')
    const made = await withPlaces(context, at, (places) =>
      toEntry({ ...record, places }, { id, collection, path, trust, config, timeZone }),
    )
    if (!made.value) return made
    const refused: Message[] = []
    const computed = await sequential(
      context.plugins('entry'),
      { hook: 'entry', path },
      made.value,
      async (plugin, value) => {
        const given = await plugin.entry?.(hookContext(context, plugin), structuredClone(value))
        const message = given && problemOfPermalink(plugin.name, given, value)
        if (message !== undefined) refused.push(message)
        return message === undefined ? (given ?? value) : value
      },
    )
    return { value: computed.value, messages: [...made.messages, ...computed.messages, ...refused] }
  },
}

/** An address that a plugin made up is no fault of the text's author. */
function problemOfPermalink(plugin: string, given: Entry, before: Entry): Message | undefined {
  const { permalink: address, path } = given
  if (typeof address !== 'string' || address === before.permalink) return undefined
  const reading = normalisePermalink(address)
  if (!('problem' in reading)) return undefined
  const found = `${inWords(address)} (${reading.problem})`
  return pluginValue(plugin, { hook: 'entry', path }, 'permalink', found, 'an address of the site')
}

/** How an entry's collection is configured. */
export function collectionConfig(context: BuildContext, { collection, isData }: Located) {
  const configured = context.config('collections')
  const own = Object.hasOwn(configured, collection) ? configured[collection] : undefined
  return resolveCollection(collection, own, isData)
}

/** Whether an entry is public now: no draft, its instant come, not expired. */
export const published: BuildTask<EntryId, boolean> = {
  name: 'published',
  isOwn: true,
  async run(context, id) {
    const one = await context.get(entry, id)
    if (!one || (one.draft && !context.config('drafts'))) return { value: false, messages: [] }
    const isDue = one.publishAt === undefined || context.isPast(one.publishAt)
    const isOver = isDue && one.expiresAt !== undefined && context.isPast(one.expiresAt)
    return { value: isDue && !isOver, messages: [] }
  },
}

export const permalink: BuildTask<EntryId, string | undefined> = {
  name: 'permalink',
  isOwn: true,
  async run(context, id) {
    const at = await context.get(located, id)
    const one = await context.get(entry, id)
    if (!at || !one) return { value: undefined, messages: [] }
    const config = collectionConfig(context, at)
    return withPlaces(context, at, (places) => toPermalink(one, config, places))
  },
}

/** The outline lies further down the line; only entries without a title ask for it. */
const outline = refer<EntryId, Outline>('outline')

/** An entry as queries answer it, with all its data or only some fields. */
export const view: BuildTask<{ id: EntryId; fields?: string[] }, EntryView | undefined> = {
  name: 'view',
  isOwn: true,
  async run(context, { id, fields }) {
    const one = await context.get(entry, id)
    if (!one) return { value: undefined, messages: [] }
    const heading = one.title === undefined ? (await context.get(outline, id)).heading : undefined
    return { value: toView(one, heading, await context.get(permalink, id), fields), messages: [] }
  },
}

export const entryTasks = [entry, published, permalink, view] as const
