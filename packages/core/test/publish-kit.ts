/** What the tests of publishing share: trees to publish, and disks that fail, die or are unlike others. */
import { HostError } from '../src/host/error.js'
import type { MemoryHost } from '../src/host/memory.js'
import type { Host, Output } from '../src/model.js'
import { readManifest } from '../src/publish/manifest.js'
import { manifestPath } from '../src/publish/place.js'
import { type PublishOptions, publish } from '../src/publish/publish.js'

/** Texts by path. */
export type Tree = Record<string, string>

export const bytes = (text: string) => new TextEncoder().encode(text)
export const text = (body: Uint8Array | undefined) =>
  body === undefined ? undefined : new TextDecoder().decode(body)
export const rulesOf = ({ messages }: { messages: { rule: string }[] }) => messages.map(({ rule }) => rule)

/** The outputs of a tree; `/path` is the address of `path`. */
export const outputsIn = (tree: Tree): Output[] =>
  Object.keys(tree).map((path) => ({ path, hash: `h:${tree[path]}`, owner: 'core', url: `/${path}` }))

/** Publishes a tree to `dist` of a project. Nothing is waited for. */
export function publishTree(host: Host, tree: Tree, options: Partial<PublishOptions> = {}, root = '/site') {
  return publish({
    host,
    root,
    out: `${root}/dist`,
    outputs: outputsIn(tree),
    bytes: ({ path }) => bytes(tree[path] ?? ''),
    adopt: false,
    pause: async () => {},
    ...options,
  })
}

/** The files below a folder. */
export function treeOf(host: Host, folder = '/site/dist', prefix = ''): Tree {
  const tree: Tree = {}
  for (const { name, kind } of host.list(folder) ?? []) {
    if (kind === 'folder') Object.assign(tree, treeOf(host, `${folder}/${name}`, `${prefix}${name}/`))
    else tree[prefix + name] = text(host.read(`${folder}/${name}`)) ?? ''
  }
  return tree
}

/** Folders below one that hold nothing. */
export function emptyFolders(host: Host, folder: string): string[] {
  return (host.list(folder) ?? []).flatMap(({ name, kind }) => {
    if (kind !== 'folder') return []
    const path = `${folder}/${name}`
    return host.list(path)?.length === 0 ? [path] : emptyFolders(host, path)
  })
}

/** Paths that the manifest of `dist` calls ours. */
export const ownedBy = (host: Host, root = '/site'): Set<string> =>
  new Set(readManifest(host, manifestPath(root, `${root}/dist`))?.files.keys())

/** All that lies outside of `dist` and may be left over: everything but the manifest, `.gitignore` and versions. */
export const leftovers = (host: MemoryHost): string[] =>
  [...host.files().keys()].filter(
    (path) => !/^\/site\/(dist|\.dist\.v-\d+|\.blog-build\/(\.gitignore|outputs-[0-9a-f]+$))/.test(path),
  )

export class Killed extends Error {}

/** Whether a run ended by `Killed`. */
export async function wasKilled(run: Promise<unknown>): Promise<boolean> {
  try {
    await run
    return false
  } catch (error) {
    if (error instanceof Killed) return true
    throw error
  }
}

/** Told before each call that changes the disk: its place among them, its name, its path. May throw. */
export type OnChange = (call: number, name: string, path: string) => void

const CHANGES = [
  'write',
  'create',
  'makeFolder',
  'rename',
  'link',
  'symlink',
  'remove',
  'removeFolder',
  'removeTree',
] as const

/** A host that tells of each change before it does it. */
export function watched(host: Host, onChange: OnChange): Host {
  let calls = 0
  const twoPaths = new Set(['rename', 'link', 'symlink'])
  const watch = (name: (typeof CHANGES)[number]) => {
    const run = host[name] as (...parameters: unknown[]) => unknown
    return (...parameters: unknown[]) => {
      onChange(++calls, name, String(parameters[twoPaths.has(name) ? 1 : 0]))
      return run.apply(host, parameters)
    }
  }
  return { ...host, ...Object.fromEntries(CHANGES.map((name) => [name, watch(name)])) }
}

/** A host that dies at its k-th change of the disk; `torn` may leave something half-done first. */
export function brokenAt(host: Host, k: number, torn: (name: string, path: string) => void = () => {}): Host {
  return watched(host, (call, name, path) => {
    if (call === k) torn(name, path)
    if (call >= k) throw new Killed(`killed at call ${k}: ${name} ${path}`)
  })
}

/** A host whose k-th change fails, and with `forever` each one after it. */
export function failingAt(host: Host, k: number, code: string, forever = false): Host {
  return watched(host, (call, _name, path) => {
    if (call === k || (forever && call > k)) throw new HostError(path, code)
  })
}

/** A disk on which `A` and `a` are one file, with the name that it had first. */
export function ignoringCase(host: MemoryHost): Host {
  const real = (path: string): string => {
    let found = ''
    for (const part of path.split('/').slice(1)) {
      const names = host.list(found || '/') ?? []
      found += `/${names.find(({ name }) => name.toLowerCase() === part.toLowerCase())?.name ?? part}`
    }
    return found
  }
  return {
    ...host,
    read: (path) => host.read(real(path)),
    stat: (path) => host.stat(real(path)),
    stats: (folder, paths) => paths.map((path) => host.stat(real(`${folder}/${path}`))),
    list: (path) => host.list(real(path)),
    readLink: (path) => host.readLink(real(path)),
    write: (path, body) => host.write(real(path), body),
    create: (path, body) => host.create(real(path), body),
    makeFolder: (path) => host.makeFolder(real(path)),
    rename: (from, to) => host.rename(real(from), real(to)),
    link: (from, to) => host.link(real(from), real(to)),
    remove: (path) => host.remove(real(path)),
    removeFolder: (path) => host.removeFolder(real(path)),
    removeTree: (path) => host.removeTree(real(path)),
  }
}

/** A host whose clock takes steps of so many of the ticks of a memory host. */
export function coarse(host: Host, step: number): Host {
  const floor = <T extends { mtime: number } | undefined>(stat: T): T =>
    stat === undefined ? stat : { ...stat, mtime: Math.floor(stat.mtime / step) * step }
  return {
    ...host,
    stat: (path) => floor(host.stat(path)),
    stats: (folder, paths) => host.stats(folder, paths).map(floor),
    create: (path, body, options) => floor(host.create(path, body, options)),
  }
}

/** A host with another disk at some paths: nothing is renamed or linked from one to the other. */
export function twoDisks(host: Host, isOther: (path: string) => boolean, isTold = true): Host {
  const refuse = (from: string, to: string) => {
    if (isOther(from) !== isOther(to)) throw new HostError(to, 'EXDEV')
  }
  return {
    ...host,
    device: (path) => (host.stat(path) === undefined ? undefined : isTold && isOther(path) ? 1 : 0),
    rename(from, to) {
      refuse(from, to)
      host.rename(from, to)
    },
    link(from, to) {
      refuse(from, to)
      host.link(from, to)
    },
  }
}

/** Two trees that differ in all ways: see the paths. */
export const BEFORE: Tree = {
  same: '1',
  changed: '1',
  'gone/deep/x': '1',
  gone2: '1',
  file: '1',
  'folder/x/y': '1',
  A: '1',
}
export const AFTER: Tree = {
  same: '1',
  changed: '2',
  new: '1',
  'new2/deep/y': '1',
  'file/x': '2',
  folder: '2',
  a: '2',
}
export const THIRD: Tree = { same: '3', other: '1', 'gone/deep/x': '3', 'file/y': '3', 'folder/x/y': '1' }
