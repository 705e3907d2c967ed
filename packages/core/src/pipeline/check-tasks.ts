/** What is wrong with a site whose entries are sound: links and references that lead nowhere, rules of plugins. */
import { collect } from '../hooks/driver.js'
import { saidBy } from '../hooks/said.js'
import { referenceMissing } from '../messages/entry.js'
import type { EntryId, Message } from '../model.js'
import { nearest } from '../nearest.js'
import { content, nearSource, outline, target } from './content-tasks.js'
import type { BuildContext, BuildTask } from './context.js'
import { entry, permalink, published } from './entry-tasks.js'
import { pathsOfEmitted, publicFiles } from './file-tasks.js'
import { checkContext } from './hook-context.js'
import { index, located } from './index-tasks.js'
import { checkLinks } from './links.js'
import { pages } from './page-tasks.js'
import { publicPath } from './public-file.js'
import { standingOf } from './record-tasks.js'
import { referencesIn } from './reference.js'
import { pathOnDisk } from './spelling.js'

/** What answers an address of the site: a page, or a file. */
const addresses: BuildTask<null, Record<string, { entry?: EntryId }>> = {
  name: 'addresses',
  isOwn: true,
  async run(context) {
    const found = new Map<string, { entry?: EntryId }>()
    for (const path of await filePaths(context)) found.set(`/${path}`, {})
    for (const { permalink: address, entry: id } of await context.get(pages, null)) {
      found.set(address, id === undefined ? {} : { entry: id })
    }
    return { value: Object.fromEntries(found), messages: [] }
  },
}

async function filePaths(context: BuildContext): Promise<string[]> {
  const files: string[] = []
  for (const { name } of context.plugins('emit')) files.push(...(await pathsOfEmitted(context, name)))
  const styles = context.styles()
  return [
    ...files,
    ...(await context.get(publicFiles, null)).map(publicPath),
    ...(styles ? [styles.path] : []),
    ...[...context.clients().values()].flatMap((client) => client.files.map(({ path }) => path)),
  ]
}

/** `/about`, `/about/` and `/about/index.html` are one address. */
const address: BuildTask<string, { entry?: EntryId } | undefined> = {
  name: 'address',
  isOwn: true,
  async run(context, path) {
    const found = await context.get(addresses, null)
    const decoded = decode(path).normalize('NFC')
    const forms = [
      decoded,
      decoded.endsWith('/') ? decoded : `${decoded}/`,
      decoded.replace(/\/index\.html$/, '/'),
    ]
    const form = forms.find((one) => Object.hasOwn(found, one))
    return { value: form === undefined ? undefined : found[form], messages: [] }
  },
}

const nearAddress: BuildTask<string, string | undefined> = {
  name: 'near-address',
  isOwn: true,
  async run(context, path) {
    return { value: nearest(path, Object.keys(await context.get(addresses, null))), messages: [] }
  },
}

/** Links, anchors, assets and references of one published entry. */
export const checked: BuildTask<EntryId, null> = {
  name: 'checked',
  isOwn: true,
  async run(context, id) {
    if (!(await context.get(published, id))) return { value: null, messages: [] }
    const at = await context.get(located, id)
    const found = await context.get(content, id)
    const links = at && found ? await checkLinks(at.path, found, lookupIn(context)) : []
    return { value: null, messages: [...(await checkReferences(context, id)), ...links] }
  },
}

function lookupIn(context: BuildContext) {
  return {
    target: (path: string) => context.get(target, path),
    permalink: (id: EntryId) => context.get(permalink, id),
    isPublished: (id: EntryId) => context.get(published, id),
    ids: async (id: EntryId) => (await context.get(outline, id)).ids,
    address: (path: string) => context.get(address, path),
    nearAddress: (path: string) => context.get(nearAddress, path),
    nearSource: (path: string) => context.get(nearSource, path),
    exists: (path: string) => context.file(pathOnDisk(context, path)).bytes !== undefined,
  }
}

async function checkReferences(context: BuildContext, id: EntryId): Promise<Message[]> {
  const one = await context.get(entry, id)
  const at = await context.get(located, id)
  const messages: Message[] = []
  if (!one || !at) return messages
  for (const reference of referencesIn(one.data)) {
    if (await context.get(located, reference.id)) continue
    const { path, places } = await standingOf(context, at)
    const { byId } = await context.get(index, null)
    const ids = Object.keys(byId).filter((other) => byId[other]?.collection === reference.collection)
    const place = places[reference.path] ?? places['']
    messages.push(referenceMissing({ path, place }, reference.path, reference.id, ids))
  }
  return messages
}

/** Rules of a plugin over the whole site: a task for each, so that what concerns one does not run the others again. */
const rulesOfPlugin: BuildTask<string, null> = {
  name: 'rules-of-plugin',
  isOwn: true,
  async run(context, name) {
    const plugin = context.plugin(name)
    const { value, messages } = await collect(plugin ? [plugin] : [], { hook: 'check' }, (one) =>
      one.check?.(checkContext(context, one)),
    )
    const said = (value[0]?.answer ?? []).map((one) => saidBy(name, one))
    return { value: null, messages: [...messages, ...said] }
  },
}

/** Rules of plugins. */
export const rules: BuildTask<null, null> = {
  name: 'rules',
  isOwn: true,
  async run(context) {
    await context.all(
      rulesOfPlugin,
      context.plugins('check').map(({ name }) => name),
    )
    return { value: null, messages: [] }
  },
}

function decode(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

export const checkTasks = [addresses, address, nearAddress, checked, rulesOfPlugin, rules] as const
