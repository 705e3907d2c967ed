import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Output } from '../model.js'
import type { Manifest, ManifestFile } from './manifest.js'
import type { Target } from './place.js'
import type { Plan, Step } from './plan.js'
import type { Stage } from './stage.js'

/** What was decided by staging and comparing. */
export interface Settled {
  /** What is to be moved; all of it is staged. */
  moved: Step[]
  /**
   * Outputs of which the next manifest says something else, as it will have them; what `prove` has not seen yet counts as
   * certain.
   */
  files: ManifestFile[]
}

/** What `settle` needs to know. */
export interface SettleInput {
  stage: Stage
  plan: Plan
  manifest: Manifest | undefined
  /** The bytes of what is not staged. */
  bytes: (output: Output) => Promise<Uint8Array> | Uint8Array
}

type Stat = Pick<ManifestFile, 'size' | 'mtime'>
type Compare = (path: string, body: Uint8Array) => Stat | undefined

/**
 * Stages what is to be written, and compares what may be right already.
 *
 * @throws HostError if the disk fails, and what `bytes` throws.
 */
export async function settle(input: SettleInput): Promise<Settled> {
  dropOthers(input)
  const moved: Step[] = []
  const files: ManifestFile[] = []
  const compare = createComparison(input.stage)
  const known = input.manifest?.files
  for (const step of input.plan.steps) {
    const { path, hash, owner, url } = step.output
    const last = step.action === 'keep' ? known?.get(path) : undefined
    // Nearly all files stay, and to wait for each of them would take longer than all else here.
    if (last?.owner === owner && last.url === url) continue
    const right = last ?? (await rightOf(input, step, compare))
    if (right === undefined) moved.push(step)
    const { size, mtime } = right ?? input.stage.stat(path) ?? {}
    files.push({ path, hash, owner, url, size, mtime })
  }
  return { moved, files }
}

/** What is staged and not needed: outputs that are no more, or right already, or of other bytes. */
function dropOthers({ stage, plan }: SettleInput): void {
  const staged = new Set(stage.paths())
  if (staged.size === 0) return
  const steps = new Map<string, Step>()
  for (const step of plan.steps) if (staged.has(step.output.path)) steps.set(step.output.path, step)
  for (const path of staged) {
    const step = steps.get(path)
    if (step === undefined || step.action === 'keep' || !stage.has(path, step.output.hash)) stage.drop(path)
  }
}

/** Size and time of a file that turns out to be right; of another one the bytes are staged. */
async function rightOf(
  { stage, bytes }: SettleInput,
  { action, output }: Step,
  compare: Compare,
): Promise<Stat | undefined> {
  const isStaged = stage.has(output.path, output.hash)
  if (action === 'write' && isStaged) return undefined
  const body = (isStaged ? stage.read(output.path) : undefined) ?? (await bytes(output))
  const stat = action === 'compare' ? compare(output.path, body) : undefined
  const failure = stat === undefined && !isStaged ? stage.put(output, body) : undefined
  if (failure !== undefined) throw failure
  if (stat !== undefined && isStaged) stage.drop(output.path)
  return stat
}

/** Compares with the disk. A time that an edit just now might leave as it is proves nothing, and is left out. */
function createComparison({ target, tick }: Stage): Compare {
  let started: number | undefined
  return (path, body) => {
    const file = `${target.out}/${path}`
    started ??= tick()
    const stat = target.host.stat(file)
    const present = target.host.read(file)
    if (stat === undefined || present === undefined || Buffer.compare(present, body) !== 0) return undefined
    return { size: stat.size, mtime: stat.mtime < started ? stat.mtime : undefined }
  }
}

/** Pauses until the clock of the disk has gone on, in milliseconds: most take steps of 1 to 10 ms. */
const PAUSES = [2, 4, 8, 16]

/**
 * Waits until an edit of these files would give them another time. Where the clock of the disk is too coarse for
 * that, their times are left out, so that the next publish compares bytes. As git does with its index ("racy git").
 *
 * @param files By path.
 * @param young Paths of those that were written by this publish.
 */
export async function prove(
  { target, tick }: Stage,
  files: ReadonlyMap<string, ManifestFile>,
  young: readonly string[],
): Promise<ReadonlyMap<string, ManifestFile>> {
  const latest = young.reduce((time, path) => Math.max(time, files.get(path)?.mtime ?? 0), 0)
  const now = await tickAfter(target, tick, latest)
  const unsure = young.flatMap((path) => files.get(path) ?? []).filter(({ mtime }) => (mtime ?? 0) >= now)
  if (unsure.length === 0) return files
  return new Map([...files, ...unsure.map((file) => [file.path, { ...file, mtime: undefined }] as const)])
}

/** What tells the bytes of a file, by its path. */
export type Fingerprints = ReadonlyMap<string, string>

/**
 * As `prove`, for who can't wait: fingerprints of those files that an edit just now might leave with their time.
 *
 * @param young Files that are staged.
 */
export function fingerprint(stage: Stage, young: readonly ManifestFile[]): Fingerprints {
  if (young.length === 0) return new Map()
  const now = stage.tick()
  const unsure = young.filter(({ mtime = 0 }) => mtime >= now)
  return new Map(unsure.map(({ path }) => [path, sumOf(stage.read(path))]))
}

/** Does later what `fingerprint` put off: gives the files whose time is to be left out, without it. */
export async function untimed(
  { target, tick }: Stage,
  known: ReadonlyMap<string, ManifestFile>,
  fingerprints: Fingerprints,
): Promise<ManifestFile[]> {
  const files = [...fingerprints.keys()].flatMap((path) => known.get(path) ?? [])
  const latest = files.reduce((time, { mtime = 0 }) => Math.max(time, mtime), 0)
  const now = await tickAfter(target, tick, latest)
  const isProven = ({ path, mtime = 0 }: ManifestFile) =>
    mtime < now && sumOf(target.host.read(`${target.out}/${path}`)) === fingerprints.get(path)
  return files.filter((file) => !isProven(file)).map((file) => ({ ...file, mtime: undefined }))
}

function sumOf(bytes: Uint8Array = new Uint8Array()): string {
  return createHash('sha256').update(bytes).digest('base64url')
}

async function tickAfter({ pause = wait }: Target, tick: () => number, time: number): Promise<number> {
  for (const milliseconds of PAUSES) {
    const now = tick()
    if (now > time) return now
    await pause(milliseconds)
  }
  return tick()
}
