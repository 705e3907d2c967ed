/** Compares what is remembered with what comes out: an incremental build, a clean one, one in another order, the folder. */
import { isDeepStrictEqual } from 'node:util'
import { verifyFolder, verifyOrder, verifyRead, verifyRemembered } from '../messages/verify.js'
import { sortMessages } from '../messages.js'
import type { Message } from '../model.js'
import { type Cause, findCause, isWritten, subjectOf } from './cause.js'
import { comparePrints, type Parted } from './compare.js'
import type { Fingerprint, FolderFound, RoundRead, Side } from './side.js'

/** The three ways to one site. */
export interface Sides {
  /** From the store as it is. */
  incremental: Side
  /** From nothing, forward. */
  clean: Side
  /** From nothing, backward. */
  backward: Side
}

/** A difference that was found, the first of its kind. */
export interface VerifiedDifference {
  /** `remembered`: incremental and clean; `order`: two clean builds; `folder`: the output folder and the site. */
  between: 'remembered' | 'order' | 'folder'
  /** Output path, where files differ. */
  path?: string
  /** How many files differ. */
  files: number
  /** Where they part, with an excerpt of each. */
  line?: number
  left?: string
  right?: string
  /** What one side says and the other does not, where messages differ. */
  message?: Message
  /** Key of the task, or of the input, that it comes from. */
  task?: string
  /** Who is to blame; several where it can't be told which of them. */
  plugins: string[]
}

/** What one side took. */
export type SideStats = Pick<Fingerprint, 'tasksRun' | 'tasksReused' | 'milliseconds'>

/** What verifying came to. */
export interface Verification {
  /**
   * `content`: nothing differs, but there are errors, so that there were no files to compare. `config`: the code
   * can't be loaded.
   */
  status: 'equal' | 'different' | 'content' | 'config'
  differences: VerifiedDifference[]
  /** What was read by `node:fs`, who did, and in which task. */
  reads: RoundRead[]
  /** The differences and reads in words; where there are errors in the site, its messages. */
  messages: Message[]
  compared: { files: number; messages: number; pages: number; folder: FolderFound['state'] }
  sides: Record<keyof Sides, SideStats>
}

/**
 * Makes all three sides and compares them.
 *
 * @param options `together`: the clean sides are made at the same time, in processes of their own.
 */
export async function verifySides(
  sides: Sides,
  { together = false }: { together?: boolean } = {},
): Promise<Verification> {
  const incremental = await sides.incremental.make()
  const clean = sides.clean.make()
  if (!together) await clean
  const [first, second] = await Promise.all([clean, sides.backward.make()])
  const prints = { incremental, clean: first, backward: second }
  const found: Found[] = []
  const order = await differenceBetween(sides, prints, ['clean', 'backward'])
  if (order) found.push({ ...order, between: 'order' })
  const remembered = await differenceBetween(sides, prints, ['incremental', 'clean'])
  if (remembered) found.push({ ...withKnownPlugin(remembered, order), between: 'remembered' })
  const published = inFolder(prints.incremental.folder)
  if (published) found.push(published)
  const reads = readsOf(Object.values(prints))
  const own = found
    .filter((one) => !(one === found[1] && isToldBy(found[0], one)))
    .map((one) => messageOf(one, incremental.folder?.out ?? ''))
  return {
    status: found.length > 0 ? 'different' : incremental.status === 'made' ? 'equal' : incremental.status,
    differences: found.map(toDifference),
    reads,
    messages: [
      ...sortMessages([...siteMessages(prints), ...incremental.said]),
      ...own,
      ...readMessages(reads),
    ],
    compared: {
      files: first.files.length,
      messages: first.messages.length,
      pages: first.pages,
      folder: incremental.folder?.state ?? 'none',
    },
    sides: { incremental: stats(incremental), clean: stats(first), backward: stats(second) },
  }
}

type Prints = Record<keyof Sides, Fingerprint>

/** Something that differs, and what it comes from. */
interface Found extends Parted {
  between: VerifiedDifference['between']
  cause?: Cause
}

async function differenceBetween(
  sides: Sides,
  prints: Prints,
  [left, right]: [keyof Sides, keyof Sides],
): Promise<Omit<Found, 'between'> | undefined> {
  const pair = { left: sides[left], right: sides[right] }
  const parted = await comparePrints(pair, prints[left], prints[right])
  if (!parted) return undefined
  const cause = await findCause(pair.left, pair.right, parted.start)
  return { ...parted, cause }
}

/** Where the same task differs between clean builds, its plugin is known from there. */
function withKnownPlugin<T extends Omit<Found, 'between'>>(
  found: T,
  order: Omit<Found, 'between'> | undefined,
): T {
  if (!found.cause || found.cause.key !== order?.cause?.key) return found
  return { ...found, cause: { ...found.cause, plugins: order.cause.plugins } }
}

/** A plugin that two clean builds show to be unsteady is told once. */
function isToldBy(first: Found | undefined, second: Found): boolean {
  const [one, other] = [first?.cause, second.cause]
  if (!one || !other || first?.between !== 'order' || second.between !== 'remembered') return false
  return one.key === other.key || (one.plugins.length === 1 && isDeepStrictEqual(one.plugins, other.plugins))
}

function inFolder(folder: FolderFound | undefined): Found | undefined {
  if (!folder?.first) return undefined
  const { path, difference } = folder.first
  const only = difference === undefined ? { only: 'left' as const } : { place: difference }
  return { between: 'folder', path, files: folder.differing, start: '', ...only }
}

const sideNames: Record<VerifiedDifference['between'], [left: string, right: string]> = {
  remembered: ['only the incremental build', 'only the clean build'],
  order: ['only the first', 'only the second'],
  folder: ['only the site', 'only the folder'],
}

function messageOf(found: Found, folder: string): Message {
  const { between, path, files, place, said, only, isUnrepeatable, cause } = found
  const [left, right] = sideNames[between]
  const kind = cause?.isInput !== true ? 'task' : isWritten(cause.key) ? 'written' : 'code'
  const words = {
    path,
    files,
    place,
    said: said?.text,
    isUnrepeatable,
    only: only && (only === 'left' ? left : right),
    cause: cause && subjectOf(cause.key),
    plugins: cause?.plugins ?? [],
    kind,
  } as const
  if (between === 'folder') return verifyFolder(folder, words)
  return between === 'order' ? verifyOrder(words) : verifyRemembered(words)
}

function toDifference({ between, path, files, place, said, cause }: Found): VerifiedDifference {
  return {
    between,
    ...(path === undefined ? {} : { path }),
    files,
    ...place,
    ...(said === undefined ? {} : { message: said }),
    ...(cause === undefined ? {} : { task: cause.key }),
    plugins: cause?.plugins ?? [],
  }
}

/** Messages of a site that can't be published: without them nobody would know why. */
function siteMessages({ incremental, clean }: Prints): readonly Message[] {
  if (incremental.status !== 'made') return incremental.messages
  return clean.status === 'made' ? [] : clean.messages
}

function stats({ tasksRun, tasksReused, milliseconds }: Fingerprint): SideStats {
  return { tasksRun, tasksReused, milliseconds }
}

/** Each path once for whoever reads it. */
function readsOf(prints: readonly Fingerprint[]): RoundRead[] {
  const known = new Map<string, RoundRead>()
  for (const read of prints.flatMap(({ reads }) => reads)) {
    const id = `${read.plugin ?? read.key}\0${read.path}`
    if (!known.has(id)) known.set(id, read)
  }
  const text = ({ plugin = '', key, path }: RoundRead) => `${plugin}\0${path}\0${key}`
  return [...known.values()].sort((a, b) => (text(a) < text(b) ? -1 : 1))
}

function readMessages(reads: readonly RoundRead[]): Message[] {
  const byReader = new Map<string, RoundRead[]>()
  for (const read of reads) {
    const reader = read.plugin ?? `\0${subjectOf(read.key)}`
    byReader.set(reader, [...(byReader.get(reader) ?? []), read])
  }
  return [...byReader.values()].map((group) => {
    const { plugin, key } = group[0] as RoundRead
    return verifyRead({ plugin, subject: subjectOf(key) }, [...new Set(group.map(({ path }) => path))])
  })
}
