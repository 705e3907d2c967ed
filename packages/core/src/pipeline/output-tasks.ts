/** From pages, plugins and `public/` to the files of the site, and to what is wrong with it. */
import { encode, hashOf } from '../engine/codec.js'
import { collect } from '../hooks/driver.js'
import { referenceMissing } from '../messages/entry.js'
import { sourceOutside } from '../messages/link.js'
import { siteEmpty } from '../messages/page.js'
import { sourceNoFile } from '../messages/source.js'
import type { Emitted, EntryId, Message, Output, OwnedPage } from '../model.js'
import { nearest } from '../nearest.js'
import { content, nearSource, outline, target } from './content-tasks.js'
import type { BuildContext, BuildTask } from './context.js'
import { entry, permalink, published } from './entry-tasks.js'
import { filesBelow } from './glob.js'
import { emitContext } from './hook-context.js'
import { keepable } from './keepable.js'
import { checkLinks } from './links.js'
import { html, pages } from './page-tasks.js'
import { outputPathOf } from './permalink.js'
import { isJunk, publicPath } from './public-file.js'
import { referencesIn } from './reference.js'
import { index, listerOf, located, recordOf } from './source-tasks.js'
import { pathOnDisk } from './spelling.js'

/** The hash of no value. */
const nothing = hashOf('')

/** A file that a plugin emits, its bytes as text, so that readers may share what was decoded. */
export interface EmittedFile {
  path: string
  text?: string
  base64?: string
}

/** What a plugin emits. */
export const emitted: BuildTask<string, EmittedFile[]> = {
  name: 'emitted',
  async run(context, name) {
    const plugin = context.plugin(name)
    if (!plugin) return { value: [], messages: [] }
    const { value, messages } = await collect([plugin], { hook: 'emit' }, () =>
      plugin.emit?.(emitContext(context, name)),
    )
    const files = value[0]?.answer ?? []
    return keepable(name, 'emit', { value: files.map(toEmitted), messages }, [])
  },
}

function toEmitted({ path, body }: Emitted): EmittedFile {
  return typeof body === 'string'
    ? { path, text: body }
    : { path, base64: Buffer.from(body).toString('base64') }
}

/** The bytes of a file that a plugin emits. */
export function bytesOfEmitted({ text, base64 }: EmittedFile): Uint8Array {
  return text === undefined
    ? new Uint8Array(Buffer.from(base64 ?? '', 'base64'))
    : new TextEncoder().encode(text)
}

/** Paths and hashes of what a plugin emits: stays equal where only other files changed. */
const emittedFiles: BuildTask<string, { path: string; hash: string }[]> = {
  name: 'emitted-files',
  isOwn: true,
  async run(context, plugin) {
    const files = await context.get(emitted, plugin)
    return { value: files.map((file) => ({ path: file.path, hash: hashOf(encode(file)) })), messages: [] }
  },
}

/** Paths of the files in `public/`, from there, as the disk spells them. They are copied as they are. */
export const publicFiles: BuildTask<null, string[]> = {
  name: 'public-files',
  isOwn: true,
  async run(context) {
    const messages: Message[] = []
    const lister = listerOf(context, messages)
    const found = filesBelow('public', lister, (_path, name) => isJunk(name))
    for (const { path, item } of found) {
      if (item.kind === 'outside') messages.push(sourceOutside(path, item.target))
      if (item.kind === 'other') messages.push(sourceNoFile(path, item))
    }
    const files = found.filter(({ item }) => item.kind === 'file')
    return { value: files.map(({ path }) => path.slice('public/'.length)), messages }
  },
}

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
  const plugins = context.plugins('emit').map(({ name }) => name)
  const files = (await context.all(emittedFiles, plugins)).flat().map(({ path }) => path)
  const styles = context.styles()
  return [
    ...files,
    ...(await context.get(publicFiles, null)).map(publicPath),
    ...(styles ? [styles.path] : []),
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
const checked: BuildTask<EntryId, null> = {
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
  for (const reference of one && at ? referencesIn(one.data) : []) {
    if (await context.get(located, reference.id)) continue
    const places = (at && (await recordOf(context, at)))?.places ?? {}
    const { byId } = await context.get(index, null)
    const ids = Object.keys(byId).filter((other) => byId[other]?.collection === reference.collection)
    const place = places[reference.path] ?? places['']
    messages.push(referenceMissing({ path: at?.path ?? '', place }, reference.path, reference.id, ids))
  }
  return messages
}

/** Rules of plugins over the whole site. */
const rules: BuildTask<null, null> = {
  name: 'rules',
  isOwn: true,
  async run(context) {
    const { value, messages } = await collect(context.plugins('check'), { hook: 'check' }, (plugin) =>
      plugin.check?.(emitContext(context, plugin.name)),
    )
    const said = value.flatMap(({ plugin, answer }) => (answer ?? []).map((one) => ({ ...one, plugin })))
    return { value: null, messages: [...messages, ...said] }
  },
}

/** Every file of the site but the assets, which are published because somebody asked for them. */
const outputs: BuildTask<null, Output[]> = {
  name: 'outputs',
  isOwn: true,
  async run(context) {
    const made = [
      ...(await outputsOfPages(context)),
      ...(await outputsOfPlugins(context)),
      ...(await outputsOfPublic(context)),
      ...outputsOfStyles(context),
    ]
    return { value: made, messages: [] }
  },
}

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

async function outputsOfPages(context: BuildContext): Promise<Output[]> {
  const planned = await context.get(pages, null)
  await context.hashes(rendered, planned)
  const hashes = await context.hashes(html, planned)
  // A page whose layout failed has no HTML; the message of the failure keeps the build from publishing.
  return planned.flatMap(({ permalink: url, owner }, at) => {
    const hash = hashes[at]
    return hash === nothing || hash === undefined
      ? []
      : [{ path: outputPathOf(url).value ?? '', hash, owner, url }]
  })
}

async function outputsOfPlugins(context: BuildContext): Promise<Output[]> {
  const made: Output[] = []
  for (const { name } of context.plugins('emit')) {
    for (const { path, hash } of await context.get(emittedFiles, name)) {
      made.push({ path, hash, owner: name, url: `/${path}` })
    }
  }
  return made
}

async function outputsOfPublic(context: BuildContext): Promise<Output[]> {
  const paths = await context.get(publicFiles, null)
  return paths.map((file) => {
    const path = publicPath(file)
    return { path, hash: context.file(`public/${file}`).hash, owner: 'public', url: `/${path}` }
  })
}

function outputsOfStyles(context: BuildContext): Output[] {
  const styles = context.styles()
  if (!styles) return []
  return styles.files.map(({ path, hash }) => ({ path, hash, owner: 'styles', url: `/${path}` }))
}

/** The root: all outputs, and everything that is checked on the way. */
export const site: BuildTask<null, Output[]> = {
  name: 'site',
  isOwn: true,
  async run(context) {
    const { byId } = await context.get(index, null)
    await context.hashes(entry, Object.keys(byId))
    const made = await context.get(outputs, null)
    await context.hashes(checked, Object.keys(byId))
    await context.hashes(rules, [null])
    return { value: made, messages: Object.keys(byId).length === 0 ? [siteEmpty()] : [] }
  },
}

function decode(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

export const outputTasks = [
  emitted,
  emittedFiles,
  publicFiles,
  addresses,
  address,
  nearAddress,
  checked,
  rendered,
  rules,
  outputs,
  site,
] as const
