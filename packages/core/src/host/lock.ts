import * as fs from 'node:fs'
import { posix } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { outputLocked, outputUnlocked, outputWriteFailed } from '../messages/output.js'
import type { Message } from '../model.js'
import { codeOf, reasonOf } from './error.js'
import { keepOutOfGit } from './keep-out-of-git.js'
import { createOwner, lifeOf, type Owner, parseOwner } from './lock-owner.js'
import { createNodeHost } from './node.js'

/** How to wait for a lock. */
export interface LockOptions {
  /** How long to wait for a process that holds it, in milliseconds. @default 30,000 */
  wait?: number
  /** Milliseconds since some instant. @default a clock that never goes back */
  now?: () => number
  /** Waits so many milliseconds. @default a timer */
  pause?: (milliseconds: number) => Promise<void>
  /** Who asks. @default this process */
  owner?: Owner
}

/** A lock that is held, until its process ends at the latest. */
export interface Lock {
  /** Whether there is none in truth, since nothing can be written there: see `Target.readOnly`. */
  readOnly: boolean
  /** Gives it to the next. A second call does nothing. */
  release(): void
}

/** What became of the wish for a lock. */
export interface LockResult {
  /** Absent if another process holds it, or the disk fails: the messages have an error then. */
  lock?: Lock
  messages: Message[]
}

const WAIT = 30_000

/** Between two looks at a lock that is held, in milliseconds. */
const PAUSE = 25

/** A file from which no owner can be read may be one in the making, for so many milliseconds. */
const MAKING = 10_000

const READ_ONLY = new Set(['EACCES', 'EPERM', 'EROFS'])

/** What file systems say that have no second names for a file. */
const NO_LINK = new Set(['EMLINK', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EPERM'])

/**
 * Takes the lock of a folder: the file `lock` in it, which only one process can make. A lock whose process died, or
 * whose process number belongs to another one by now, is taken over at once. That of another machine, or of a
 * container with processes of its own, is waited for: nobody here can tell whether it runs.
 *
 * @param folder `.blog-build` of the project, absolute, with `/`. It is made.
 * @returns No lock and an error if the owner does not end in time or the disk fails. Where nothing can be written,
 * a lock in name only and a message of severity `info`.
 */
export async function acquireLock(folder: string, options: LockOptions = {}): Promise<LockResult> {
  const shown = posix.join(posix.basename(folder), 'lock')
  try {
    prepare(folder)
    return await waitFor(folder, shown, options)
  } catch (error) {
    const code = codeOf(error)
    if (!(error instanceof Error) || !('code' in error)) throw error
    if (!READ_ONLY.has(code)) return { messages: [outputWriteFailed(shown, reasonOf(code))] }
    return { lock: { readOnly: true, release: () => {} }, messages: [outputUnlocked(shown, reasonOf(code))] }
  }
}

/**
 * Gives the lock of a folder to the next, if a thread of this process holds it that was ended: nobody else can know.
 * Never throws; a lock that can't be removed is waited for, and then told of.
 *
 * @param thread `threadId` of the worker.
 */
export function releaseLockOf(folder: string, thread: number): void {
  try {
    const { owner } = read(posix.join(folder, 'lock')) ?? {}
    const self = createOwner()
    const isOurs = owner?.host === self.host && owner.pid === self.pid && owner.start === self.start
    if (isOurs && owner.thread === thread) release(folder, owner)
  } catch {
    // As above.
  }
}

function prepare(folder: string): void {
  const host = createNodeHost({ root: posix.dirname(folder), cache: folder })
  host.makeFolder(folder)
  keepOutOfGit(host, folder)
}

async function waitFor(folder: string, shown: string, options: LockOptions): Promise<LockResult> {
  const { wait = WAIT, now = () => performance.now(), pause = (ms) => sleep(ms) } = options
  const { owner = createOwner() } = options
  for (const until = now() + wait; ; await pause(PAUSE)) {
    const outcome = take(folder, 'lock', owner)
    if (outcome === 'taken') {
      tidy(folder, owner)
      return { lock: { readOnly: false, release: () => release(folder, owner) }, messages: [] }
    }
    if (now() < until) continue
    const holder = typeof outcome === 'string' ? undefined : outcome
    const host = holder?.host === owner.host ? undefined : holder?.host
    return { messages: [outputLocked(shown, { pid: holder?.pid, host }, Math.round(wait / 1000))] }
  }
}

/**
 * Makes a lock file, or takes it over. To replace the lock of a dead process one must hold the lock of that right,
 * a file named after the dead one's token, and then find that the lock is still its: so among many who see a dead
 * process's lock, only one removes it, and none removes that of the one who was faster. Should the taker die with
 * the right in its hands, the right is taken over in the same way.
 *
 * @returns `again` if it changed under way.
 */
function take(folder: string, name: string, owner: Owner): 'taken' | 'again' | Owner | 'unknown' {
  const path = posix.join(folder, name)
  const found = read(path)
  if (found === undefined) return make(folder, path, owner) ? 'taken' : 'again'
  if (found.owner === undefined && !found.isOld) return 'unknown'
  if (found.owner !== undefined && lifeOf(found.owner, owner) !== 'dead') return found.owner
  const right = `lock.dead-${found.id}`
  const outcome = take(folder, right, owner)
  if (outcome !== 'taken') return outcome
  try {
    if (read(path)?.id !== found.id) return 'again'
    replace(folder, path, owner)
    return 'taken'
  } finally {
    fs.rmSync(posix.join(folder, right), { force: true })
  }
}

interface Found {
  owner: Owner | undefined
  /** Tells this file from any that has its name before or after. */
  id: string
  /** Whether nobody can be writing it still. */
  isOld: boolean
}

function read(path: string): Found | undefined {
  try {
    const owner = parseOwner(fs.readFileSync(path, 'utf8'))
    const { ino, mtimeMs } = fs.statSync(path)
    const id = owner?.token ?? `${ino}-${Math.round(mtimeMs)}`
    return { owner, id, isOld: Math.abs(Date.now() - mtimeMs) > MAKING }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Makes the file in one step with its content, where the disk can do that. False if it is there. */
function make(folder: string, path: string, owner: Owner): boolean {
  const temporary = write(folder, owner)
  try {
    fs.linkSync(temporary, path)
    return true
  } catch (error) {
    const code = codeOf(error)
    // Someone who tidied up may have taken the new file for an old one.
    if (code === 'EEXIST' || code === 'ENOENT') return false
    if (!NO_LINK.has(code)) throw error
    return makeInSteps(path, owner)
  } finally {
    fs.rmSync(temporary, { force: true })
  }
}

function makeInSteps(path: string, owner: Owner): boolean {
  try {
    fs.writeFileSync(path, JSON.stringify(owner), { flag: 'wx' })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

function replace(folder: string, path: string, owner: Owner): void {
  const temporary = write(folder, owner)
  try {
    fs.renameSync(temporary, path)
  } finally {
    fs.rmSync(temporary, { force: true })
  }
}

function write(folder: string, owner: Owner): string {
  const path = posix.join(folder, `lock.new-${owner.token}`)
  fs.writeFileSync(path, JSON.stringify(owner))
  return path
}

/** For the owner of the lock: what processes left that died while they took it. */
function tidy(folder: string, self: Owner): void {
  for (const name of fs.readdirSync(folder)) {
    const path = posix.join(folder, name)
    // Who holds such a right finds that the lock is no longer the dead one's, and lets go of it.
    if (name.startsWith('lock.dead-')) fs.rmSync(path, { force: true })
    if (name.startsWith('lock.new-') && isLeft(read(path), self)) fs.rmSync(path, { force: true })
  }
}

function isLeft(found: Found | undefined, self: Owner): boolean {
  if (found?.owner !== undefined && lifeOf(found.owner, self) === 'dead') return true
  return found?.isOld === true
}

function release(folder: string, owner: Owner): void {
  const path = posix.join(folder, 'lock')
  try {
    if (read(path)?.owner?.token === owner.token) fs.rmSync(path, { force: true })
  } catch {
    // The disk failed; as the process ends, the lock is nobody's.
  }
}
