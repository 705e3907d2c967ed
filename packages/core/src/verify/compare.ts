/** The first thing in which two sides differ: a file, or a message. */
import type { Message } from '../model.js'
import { type Difference, findDifference } from './difference.js'
import type { Fingerprint, Side, SideFile } from './side.js'

/** Where two sides part. */
export interface Parted {
  /** Output path; absent where messages differ. */
  path?: string
  /** How many files differ. */
  files: number
  /** Absent where only one of them has it, or the bytes can't be had. */
  place?: Difference
  said?: Message
  /** Which of the two has what the other lacks. */
  only?: 'left' | 'right'
  /** A value was lost, and came out otherwise when it was made again. */
  isUnrepeatable?: true
  /** Key of the task from which the search goes down. */
  start: string
}

interface Pair {
  left: Side
  right: Side
}

/** Everything is made for this task. */
const root = 'site:null'

/** Nothing if they are equal. Files are compared where both have them: with errors there are none. */
export async function comparePrints(
  pair: Pair,
  left: Fingerprint,
  right: Fingerprint,
): Promise<Parted | undefined> {
  const key = left.unrepeatable ?? right.unrepeatable
  if (key !== undefined) return unrepeatable(key)
  const files = left.status === 'made' && right.status === 'made' ? differingFiles(left, right) : []
  const [first] = files
  if (first) return await partedAt(pair, first, files.length)
  return await partedMessages(pair, left.messages, right.messages)
}

function unrepeatable(key: string): Parted {
  return { files: 0, isUnrepeatable: true, start: key }
}

interface FilePair {
  path: string
  left: SideFile | undefined
  right: SideFile | undefined
}

/** Files that differ, sorted by path. */
function differingFiles(left: Fingerprint, right: Fingerprint): FilePair[] {
  const lefts = new Map(left.files.map((file) => [file.path, file]))
  const rights = new Map(right.files.map((file) => [file.path, file]))
  const paths = [...new Set([...lefts.keys(), ...rights.keys()])].sort()
  return paths
    .map((path) => ({ path, left: lefts.get(path), right: rights.get(path) }))
    .filter((one) => one.left?.hash !== one.right?.hash)
}

async function partedAt({ left, right }: Pair, file: FilePair, files: number): Promise<Parted> {
  const { path } = file
  if (!file.left || !file.right) {
    return { path, files, only: file.left ? 'left' : 'right', start: root }
  }
  const [ours, theirs] = [await left.maker(path), await right.maker(path)]
  // A page that is planned otherwise has another task: what plans it is to blame.
  const start = ours === theirs && ours !== undefined ? ours : root
  const place = await placeOf({ left, right }, path)
  return { path, files, ...(place && { place }), start }
}

/** Asks for one block of each side: a file may be larger than what can be sent. */
async function placeOf({ left, right }: Pair, path: string): Promise<Difference | undefined> {
  const [ours, theirs] = [await left.blocks(path), await right.blocks(path)]
  if (!ours || !theirs) return undefined
  const longer = ours.length > theirs.length ? ours : theirs
  const at = longer.findIndex((_, place) => ours[place] !== theirs[place])
  if (at < 0) return undefined
  const [one, other] = [await left.block(path, at), await right.block(path, at)]
  return one && other && findDifference(one, other)
}

async function partedMessages(
  pair: Pair,
  left: readonly Message[],
  right: readonly Message[],
): Promise<Parted | undefined> {
  const text = (one: Message) => JSON.stringify(one)
  const [lefts, rights] = [new Set(left.map(text)), new Set(right.map(text))]
  const mine = left.find((one) => !rights.has(text(one)))
  const said = mine ?? right.find((one) => !lefts.has(text(one)))
  if (!said) return undefined
  const only = mine ? 'left' : 'right'
  return { said, files: 0, only, start: (await pair[only].speaker(said)) ?? root }
}
