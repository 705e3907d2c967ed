/** What a watch is about: which paths may tell of a change, and which folders are watched for that. */
import { posix } from 'node:path'
import type { WatchDisk } from './disk.js'
import { isEditorJunk } from './junk.js'

/** A folder to be watched, with all that lies below it if it is deep. */
export interface WatchRoot {
  path: string
  isDeep: boolean
}

/** What a watch is about. Paths are absolute. */
export interface Scope {
  /** Whether the path is one that builds write to: nothing there is ever a change. */
  isOff(path: string): boolean
  /** Whether a change at the path may be one of the site. */
  isWanted(path: string): boolean
  /** Whether the path lies below a deep root, with nothing between that is left out. */
  covers(path: string): boolean
  /** Whether other folders are to be watched once something comes or goes at the path. */
  leadsTo(path: string): boolean
  /** The folders to be watched, as the disk is now. */
  roots(): WatchRoot[]
  /** Takes in what a build tells. Says whether `roots` may be others now. */
  learn(out: string, looked: readonly string[]): boolean
}

/** The folders of a project that has a content folder: nothing else in its root is the site's unless a build looks at it. */
const folders = ['content', 'layouts', 'styles', 'public']

/** What may be in the root before any build has looked for it. */
const settings = /^(?:blog\.config\.[a-z]+|tsconfig\.json)$/

/** The scope of a project. Until a build tells where it publishes, that is taken to be `dist`. */
export function createScope(root: string, disk: WatchDisk): Scope {
  const inRoot = (name: string) => posix.join(root, name)
  const real = disk.real(root) ?? root
  const store = inRoot('.blog-build')
  const looked = new Set<string>()
  const ways = new Set(folders.map(inRoot))
  let outs = [inRoot('dist')]
  let deep: string[] = []

  const isOff = (path: string) => isInside(store, path) || outs.some((out) => isInside(out, path))

  function covers(path: string): boolean {
    const base = deep.find((folder) => isInside(folder, path))
    if (base === undefined || isOff(path)) return false
    if (path === base) return true
    const parts = path.slice(base.length + 1).split('/')
    return !parts.some(base === inRoot('public') ? isEditorJunk : isLeftOut)
  }

  function isWanted(path: string): boolean {
    if (isOff(path)) return false
    if (looked.has(path)) return true
    const [folder, name] = [posix.dirname(path), posix.basename(path)]
    if (isEditorJunk(name)) return false
    if (covers(path) || ways.has(path)) return true
    if (folder === root) return settings.test(name)
    return !isLeftOut(name) && looked.has(folder)
  }

  /** Where a path that lies outside of deep roots has to be looked for, and the ways that lead to it. */
  function outpost(path: string): string {
    let folder = disk.kind(path) === 'folder' ? path : posix.dirname(path)
    for (let above = folder; !ways.has(above) && above !== posix.dirname(above); above = posix.dirname(above))
      ways.add(above)
    while (disk.kind(folder) !== 'folder' && folder !== posix.dirname(folder)) folder = posix.dirname(folder)
    return folder
  }

  return {
    isOff,
    isWanted,
    covers,
    leadsTo: (path) => ways.has(path),
    roots() {
      const there = folders.map(inRoot).filter((folder) => disk.kind(folder) === 'folder')
      deep = there.includes(inRoot('content')) ? there : [root]
      const outside = [...looked].filter((path) => !isOff(path) && !covers(path)).map(outpost)
      const shallow = new Set([root, ...outside.filter((folder) => !isOff(folder))])
      const isApart = (folder: string) => !covers(folder)
      return [
        ...deep.map((path) => ({ path, isDeep: true })),
        ...[...shallow].filter(isApart).map((path) => ({ path, isDeep: false })),
      ]
    },
    learn(out, paths) {
      // A project that is reached through a link has its output folder at two paths.
      const twin = isInside(real, out) ? [posix.join(root, out.slice(real.length))] : []
      const next = [...new Set([out, ...twin])]
      const isMoved = next.join('\0') !== outs.join('\0')
      outs = next
      const fresh = paths.filter((path) => !looked.has(path))
      for (const path of fresh) looked.add(path)
      return isMoved || fresh.some((path) => !isOff(path) && !covers(path))
    },
  }
}

/** Whether an item is never the site's own: what begins with a dot, packages, and what editors leave. */
function isLeftOut(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules' || isEditorJunk(name)
}

/** Whether a path is the folder or lies in it. */
export function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`)
}
