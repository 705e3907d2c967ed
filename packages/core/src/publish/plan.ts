import { posix } from 'node:path'
import { ownFolders, toOut } from '../load/config-out.js'
import { outputHoldsProject, outputNotAFolder, outputNotOurs, outputSwapped } from '../messages/output.js'
import type { FileStat, Host, Message, Output } from '../model.js'
import { foldersAbove, foldPath } from '../pipeline/output.js'
import { createDisk, type Disk } from './disk.js'
import { isSame, type Manifest, type ManifestFile } from './manifest.js'
import { isStageName } from './place.js'
import { stateOf } from './version.js'

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
  /** Whether nothing has its name, be it a link that leads nowhere. */
  isFree: boolean
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
  /** The highest folder above a path that is not there: `''` is the output folder. */
  absentAbove(path: string): string | undefined
}

/** What a plan is made from; see `PublishOptions`. */
export interface PlanInput {
  host: Host
  root: string
  out: string
  outputs: readonly Output[]
  adopt: boolean
  swap?: boolean | undefined
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
  const state = stateOf(input)
  if (state.kind === 'link' && input.swap !== true) return [outputSwapped(shown, host.readLink(out) ?? '')]
  if (input.manifest !== undefined || input.adopt) return []
  const held = (host.list(out) ?? []).filter(({ name }) => !isStageName(name))
  return held.length === 0 ? [] : [outputNotOurs(shown)]
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
  const stats = input.host.stats(
    input.out,
    input.outputs.map(({ path }) => path),
  )
  const steps = input.outputs.map((output, at) => {
    const file = known.get(output.path)
    const step = stepOf(output, file, stats[at], disk)
    // What is there and ours is in nobody's way.
    if (step.exists && file !== undefined) return step
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
  const { absentAbove } = disk
  return { plan: { steps, removeFirst, removeLast, emptied, clear, absentAbove }, messages }
}

function stepOf(
  output: Output,
  file: ManifestFile | undefined,
  stat: FileStat | undefined,
  disk: Disk,
): Step {
  const exists = stat?.kind === 'file'
  if (exists && file?.hash === output.hash && isSame(file, stat))
    return { output, action: 'keep', exists, isFree: false }
  const spelled = exists && file !== undefined ? output.path : disk.spelled(output.path)
  const isFree = spelled === undefined
  if (!exists) return { output, action: 'write', exists, isFree }
  // What has another spelling goes before this one comes.
  const isOther = spelled !== output.path || (file?.mtime !== undefined && file.hash !== output.hash)
  return { output, action: isOther ? 'write' : 'compare', exists, isFree }
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
