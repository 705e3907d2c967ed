import { posix } from 'node:path'
import { isTemporaryName } from './host/temporary.js'
import { ownFolders, toOut } from './load/config-out.js'
import type { Manifest, ManifestFile } from './manifest.js'
import {
  outputForeignFile,
  outputForeignInTheWay,
  outputHoldsProject,
  outputNotAFolder,
  outputNotOurs,
} from './messages/output.js'
import type { FolderItem, Host, Message, Output } from './model.js'
import { foldersAbove, foldPath } from './pipeline/output.js'

/** What is to become of one output. */
export interface Step {
  output: Output
  /**
   * `keep`: the disk holds it, by hash and stat. `compare`: it may hold it, the bytes tell.
   * `write`: it holds something else, or nothing.
   */
  action: 'keep' | 'compare' | 'write'
  /** Whether a file is there already. */
  exists: boolean
}

/** What a publish will do; made by reading only. */
export interface Plan {
  steps: Step[]
  /** Our old files that go before anything is written: an output needs their name, as file or as folder. */
  removeFirst: ManifestFile[]
  removeLast: ManifestFile[]
  /** Folders that may be empty then, the deepest first. */
  emptied: string[]
  /** Folders, empty but for what `removeFirst` takes, in the place of a file. */
  clear: string[]
}

/** What a plan is made from; see `PublishOptions`. */
export interface PlanInput {
  host: Host
  root: string
  out: string
  outputs: readonly Output[]
  adopt: boolean
  manifest: Manifest | undefined
}

/** Whether the output folder may be touched at all. */
export function checkFolder(input: PlanInput): Message[] {
  const { host, out } = input
  const shown = posix.relative(input.root, out) || '.'
  const stat = host.stat(out)
  if (input.root === out || input.root.startsWith(out === '/' ? out : `${out}/`))
    return [outputHoldsProject(shown)]
  // The configuration was checked by name; a link may lead here all the same.
  const checked = toOut(out, { root: input.root, own: ownFolders })
  if ('refused' in checked) return [outputHoldsProject(shown, checked.refused)]
  if (stat !== undefined && stat.kind !== 'folder') return [outputNotAFolder(shown)]
  if (input.manifest !== undefined || input.adopt) return []
  return (host.list(out) ?? []).length === 0 ? [] : [outputNotOurs(shown)]
}

/**
 * Compares outputs, manifest and disk. Messages are errors: foreign files stand where outputs go.
 */
export function toPlan(input: PlanInput): { plan: Plan; messages: Message[] } {
  const disk = createDisk(input)
  const known = input.manifest?.files ?? new Map<string, ManifestFile>()
  const wanted = new Set(input.outputs.map(({ path }) => path))
  const vanished = [...known.values()].filter((file) => !wanted.has(file.path))
  const gone = vanished.filter((file) => disk.item(file.path) !== undefined)
  const isInTheWay = clashWith(wanted)
  const messages: Message[] = []
  const clear: string[] = []
  const steps = input.outputs.map((output) => {
    const step = stepOf(output, known.get(output.path), input.host.stat(posix.join(input.out, output.path)))
    if (step.action === 'keep') return step
    const obstacle = disk.obstacle(output, known, wanted)
    const folder = disk.folderAt(output.path)
    if (obstacle !== undefined) messages.push(obstacle)
    else if (folder !== undefined) clear.push(folder)
    return step
  })
  const removeFirst = gone.filter(({ path }) => isInTheWay(path))
  const removeLast = gone.filter(({ path }) => !isInTheWay(path))
  // Also above files that are gone already: a kill may have come between them and their folders.
  const emptied = [...new Set(vanished.flatMap(({ path }) => foldersAbove(path)))]
  emptied.sort((a, b) => b.length - a.length)
  return { plan: { steps, removeFirst, removeLast, emptied, clear }, messages }
}

function stepOf(output: Output, file: ManifestFile | undefined, stat: ReturnType<Host['stat']>): Step {
  const exists = stat?.kind === 'file'
  if (!exists) return { output, action: 'write', exists }
  if (file === undefined || file.mtime === undefined) return { output, action: 'compare', exists }
  if (file.hash !== output.hash) return { output, action: 'write', exists }
  const isSame = file.size === stat.size && file.mtime === stat.mtime
  return { output, action: isSame ? 'keep' : 'compare', exists }
}

/** Also where case doesn't count: there, the old `About.html` must go before `about.html` comes. */
function clashWith(wanted: ReadonlySet<string>): (path: string) => boolean {
  const files = new Set([...wanted].map(foldPath))
  const folders = new Set([...files].flatMap(foldersAbove))
  return (path) => {
    const folded = foldPath(path)
    return (
      files.has(folded) || folders.has(folded) || foldersAbove(folded).some((folder) => files.has(folder))
    )
  }
}

interface Disk {
  /** What has exactly this name, also where case doesn't count. */
  item(path: string): FolderItem | undefined
  /** Why an output can't have its place. */
  obstacle(
    output: Output,
    known: ReadonlyMap<string, unknown>,
    wanted: ReadonlySet<string>,
  ): Message | undefined
  /** The folder that stands where a file is to be, as the disk spells it. */
  folderAt(path: string): string | undefined
}

/** The output folder as it is, each folder listed once. */
function createDisk({ host, out, adopt, manifest }: PlanInput): Disk {
  const { listed, spelled } = createLists(host, out)
  const at = (path: string | undefined) =>
    path === undefined ? undefined : listed(posix.dirname(path)).exact.get(posix.basename(path))

  /** The first file in a folder that is not ours. */
  const foreignIn = (folder: string, known: ReadonlyMap<string, unknown>): string | undefined => {
    for (const { name, kind } of listed(folder).exact.values()) {
      const path = posix.join(folder, name)
      const foreign = kind === 'folder' ? foreignIn(path, known) : known.has(path) ? undefined : path
      if (foreign !== undefined && !(manifest?.complete === false && isTemporaryName(name))) return foreign
    }
    return undefined
  }

  return {
    item: (path) => (spelled(path) === path ? at(path) : undefined),
    folderAt: (path) => (at(spelled(path))?.kind === 'folder' ? spelled(path) : undefined),
    obstacle: (output, known, wanted) => {
      for (const folder of foldersAbove(output.path)) {
        const path = spelled(folder)
        const isFree =
          path === undefined || at(path)?.kind === 'folder' || (known.has(path) && !wanted.has(path))
        if (!isFree) return outputForeignInTheWay(path, output)
      }
      const path = spelled(output.path)
      if (path === undefined) return undefined
      if (at(path)?.kind === 'folder') {
        const foreign = foreignIn(path, known)
        return foreign === undefined ? undefined : outputForeignInTheWay(foreign, output)
      }
      return adopt || known.has(path) ? undefined : outputForeignFile(path, output)
    },
  }
}

interface Listed {
  exact: ReadonlyMap<string, FolderItem>
  /** Names by their folded form. */
  folded: ReadonlyMap<string, string>
}

function createLists(host: Host, out: string) {
  const lists = new Map<string, Listed>()
  const listed = (folder: string): Listed => {
    const present = lists.get(folder)
    if (present !== undefined) return present
    const items = host.list(posix.join(out, folder)) ?? []
    const list = {
      exact: new Map(items.map((item) => [item.name, item])),
      folded: new Map(items.map(({ name }) => [foldPath(name), name])),
    }
    lists.set(folder, list)
    return list
  }
  /** The path as the disk spells it, or nothing if it holds no such thing. */
  const spelled = (path: string): string | undefined => {
    const folder = path.includes('/') ? spelled(posix.dirname(path)) : ''
    if (folder === undefined) return undefined
    const name = posix.basename(path)
    if (listed(folder || '.').exact.has(name)) return posix.join(folder, name)
    const other = listed(folder || '.').folded.get(foldPath(name))
    // Only a disk that ignores case finds what is spelled otherwise.
    if (other === undefined || host.stat(posix.join(out, folder, name)) === undefined) return undefined
    return posix.join(folder, other)
  }
  return { listed, spelled }
}
