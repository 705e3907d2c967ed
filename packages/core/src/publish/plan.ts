import { posix } from 'node:path'
import { ownFolders, toOut } from '../load/config-out.js'
import { outputHoldsProject, outputNotAFolder, outputNotOurs, outputSwapped } from '../messages/output.js'
import type { FileStat, Host, Message, Output } from '../model.js'
import { foldersAbove, foldPath } from '../pipeline/output.js'
import type { Difference } from './difference.js'
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
  /** Of outputs that were looked at: all, or with `isQuick` those that are not as the manifest says. */
  steps: Step[]
  /** Files of the manifest that are no outputs any more, also those that are gone already. */
  vanished: ManifestFile[]
  /** Whether an output has a path that is not in the manifest. */
  hasNew: boolean
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
  adopt: boolean
  swap?: boolean | undefined
  manifest: Manifest | undefined
  /** Of the outputs from the manifest. */
  difference: Difference
  /** The folder holds what the manifest says: what has the hash that it should have is not looked at. */
  isQuick?: boolean | undefined
  keepVanished?: boolean | undefined
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
  const { host, out, difference } = input
  const disk = createDisk(input)
  const known: Manifest['files'] = input.manifest?.files ?? new Map()
  const wanted = createWanted(difference.outputs)
  const { others, hasNew, vanished } = difference
  const looked = input.isQuick === true ? others : difference.outputs
  const messages: Message[] = []
  const clear: string[] = []
  const stats = host.stats(
    out,
    looked.map(({ path }) => path),
  )
  const steps = looked.map((output, at) => {
    const file = known.get(output.path)
    const step = stepOf(output, file, stats[at], disk)
    // What is there and ours is in nobody's way.
    if (step.exists && file !== undefined) return step
    const obstacle = disk.obstacle(output, known, wanted())
    const folder = disk.folderAt(output.path)
    if (obstacle !== undefined) messages.push(obstacle)
    else if (folder !== undefined) clear.push(folder)
    return step
  })
  const isSettled = input.isQuick === true && input.keepVanished === true && !hasNew
  // Then none is in the way of an output: with each one that was published, those that were went first.
  const goes = isSettled ? { removeFirst: [], removeLast: vanished } : removals(vanished, disk, wanted)
  // Also above files that are gone already: a kill may have come between them and their folders.
  const emptied = [...new Set(vanished.flatMap(({ path }) => foldersAbove(path)))]
  emptied.sort((a, b) => b.length - a.length)
  const { absentAbove } = disk
  return { plan: { steps, vanished, hasNew, ...goes, emptied, clear, absentAbove }, messages }
}

type Wanted = () => ReadonlySet<string>

/** The paths of all outputs, made when they are asked for: most often nobody does. */
function createWanted(outputs: readonly Output[]): Wanted {
  let paths: ReadonlySet<string> | undefined
  return () => {
    paths ??= new Set(outputs.map(({ path }) => path))
    return paths
  }
}

function removals(
  vanished: ManifestFile[],
  disk: Disk,
  wanted: Wanted,
): Pick<Plan, 'removeFirst' | 'removeLast'> {
  if (vanished.length === 0) return { removeFirst: [], removeLast: [] }
  const gone = vanished.filter(({ path }) => disk.item(path) !== undefined)
  const isInTheWay = clashWith(wanted())
  return {
    removeFirst: gone.filter(({ path }) => isInTheWay(path)),
    removeLast: gone.filter(({ path }) => !isInTheWay(path)),
  }
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
  const isOther =
    spelled !== output.path || (file !== undefined && file.hash !== output.hash && isSame(file, stat))
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
