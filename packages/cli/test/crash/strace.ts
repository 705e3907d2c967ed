/**
 * The command under strace: which of its calls change files, and what it leaves when it is killed at one of them, or
 * when one of them fails. Without code of its own only the main thread changes files, as a test here holds: then that
 * alone is traced. With such code all threads and processes are, and calls are counted in each for itself.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bin } from '../command.js'
import { type Ended, run } from './process.js'

/** All calls by which Linux changes files or their names. */
const CHANGES = [
  ...['open', 'openat', 'openat2', 'creat', 'write', 'pwrite64', 'writev', 'pwritev', 'pwritev2'],
  ...['rename', 'renameat', 'renameat2', 'link', 'linkat', 'symlink', 'symlinkat', 'unlink', 'unlinkat'],
  ...['mkdir', 'mkdirat', 'rmdir', 'fsync', 'fdatasync', 'ftruncate', 'truncate', 'fallocate'],
  ...['chmod', 'fchmod', 'fchmodat', 'utimensat', 'copy_file_range', 'sendfile'],
]

/** Those that the command uses for much else: their place among all of that name differs a little from run to run. */
const SHARED = new Set(['open', 'openat', 'write'])

/** Why strace can't be used here; `undefined` if it can. */
export const noStrace: string | undefined = reasonAgainst()

function reasonAgainst(): string | undefined {
  const tried = spawnSync('strace', ['-o', '/dev/null', '-e', 'inject=fsync:error=EIO', 'true'])
  if (tried.error !== undefined) return 'not run: strace is not installed'
  return tried.status === 0 ? undefined : 'not run: strace may not trace here'
}

/** A call that changes a file of the project. */
export interface Call {
  name: string
  /** Its place among the calls of that name, from 1. */
  nth: number
  /** As strace shows it. */
  text: string
}

/** A traced run. */
export interface Traced extends Ended {
  /** Calls that were made, in order. */
  calls: Call[]
  /** The one that was not made: the process was killed at it, or it was made to fail. */
  hit: Call | undefined
}

/** What is to happen at a call: a kill, or a failure, of each such call from then on if it is to last. */
export type Fault = 'kill' | { error: string; lasting?: boolean }

/** Where a traced command runs, and what with. */
export interface TracedCommand {
  /** Only calls that name something below it count. */
  folder: string
  root: string
  parameters: readonly string[]
  /** Threads and other processes are traced too. */
  withThreads?: boolean
}

/** Runs the command to its end. */
export function traced(command: TracedCommand): Promise<Traced> {
  return trace(command, [])
}

/** Runs the command with a fault at a call that an earlier run made. May miss by a few calls: see `Traced.hit`. */
export function faulted(command: TracedCommand, { name, nth }: Call, fault: Fault): Promise<Traced> {
  const [what, lasting] =
    fault === 'kill' ? ['signal=KILL', false] : [`error=${fault.error}`, fault.lasting === true]
  return trace(command, ['-e', `inject=${name}:${what}:when=${nth}${lasting ? '+' : ''}`])
}

/**
 * As `faulted`, and exactly at that call: where the run missed it, it is tried again with the place that the call had
 * in that run.
 *
 * @param at Its place among the calls of the earlier run.
 * @param prepare Makes all as it was before the run.
 */
export async function faultedAt(
  command: TracedCommand,
  calls: readonly Call[],
  at: number,
  fault: Fault,
  prepare: () => void,
): Promise<Traced | undefined> {
  let aim = calls[at] as Call
  const { name } = aim
  const rank = calls.slice(0, at).filter((call) => call.name === name).length
  for (let attempt = 0; attempt < 6; attempt++) {
    prepare()
    const result = await faulted(command, aim, fault)
    const before = result.calls.filter((call) => call.name === name)
    if (result.hit?.name === name && before.length === rank) return result
    if (!SHARED.has(name)) return undefined
    aim = before[rank] ?? { ...aim, nth: aim.nth + (attempt % 2 === 0 ? attempt + 1 : -attempt - 1) }
  }
  return undefined
}

async function trace(command: TracedCommand, injection: string[]): Promise<Traced> {
  const log = join(command.folder, 'strace.log')
  const all = command.withThreads ? ['-f'] : []
  const options = [...all, '-y', '-s', '400', '-o', log, '-e', `trace=${CHANGES.join(',')}`, ...injection]
  const ended = await run('strace', [...options, process.execPath, bin, ...command.parameters], command.root)
  return { ...ended, ...callsIn(readFileSync(log, 'utf8'), command.folder) }
}

/** Calls that change the project and are not of the main thread, but of another one or of a process that was started. */
export async function changesAside({ folder, root, parameters }: TracedCommand): Promise<string[]> {
  const log = join(folder, 'strace.log')
  const options = ['-f', '-y', '-s', '400', '-o', log, '-e', `trace=${CHANGES.join(',')}`]
  await run('strace', [...options, process.execPath, bin, ...parameters], root)
  const lines = readFileSync(log, 'utf8').split('\n')
  const main = `${lines[0]?.split(' ')[0]} `
  const aside = lines.filter((line) => !line.startsWith(main)).map((line) => line.replace(/^\d+ +/, ''))
  return aside.filter((text) => /^\w/.test(text) && isChange(text, folder))
}

function callsIn(log: string, folder: string): Pick<Traced, 'calls' | 'hit'> {
  const counts = new Map<string, number>()
  const calls: Call[] = []
  let hit: Call | undefined
  for (const line of log.split('\n')) {
    const [, thread = '', text = '', name] = /^(\d+ +)?((\w+)\(.*)$/.exec(line) ?? []
    if (name === undefined) continue
    const nth = (counts.get(thread + name) ?? 0) + 1
    counts.set(thread + name, nth)
    if (!isChange(text, folder)) continue
    // Among threads a call may be broken off by another one, and goes on.
    const isHit = thread === '' ? /\(INJECTED\)$|= \?$|<unfinished \.\.\.>$/ : /\(INJECTED\)$|= \?$/
    if (isHit.test(text)) hit ??= { name, nth, text }
    else if (hit === undefined) calls.push({ name, nth, text })
  }
  return { calls, hit }
}

function isChange(text: string, folder: string): boolean {
  // Not what is written, but where; not the folder that a path is relative to.
  const where = /^p?write\w*\(\d+<(.*?)>, /.exec(text)?.[1] ?? text.replace(/AT_FDCWD<[^>]*>/g, '')
  if (!where.includes(`${folder}/`)) return false
  return !/^open/.test(text) || /O_(WRONLY|RDWR|CREAT|TRUNC)/.test(text)
}

/** So many of them, evenly over the whole. */
export function spread<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all]
  return Array.from({ length: count }, (_, at) => all[Math.floor(((at + 0.5) * all.length) / count)] as T)
}
