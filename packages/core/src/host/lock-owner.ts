import { randomUUID } from 'node:crypto'
import * as fs from 'node:fs'
import { hostname } from 'node:os'
import { threadId } from 'node:worker_threads'

/** Who holds a lock: what tells one process from all others, also from one that has its number later. */
export interface Owner {
  pid: number
  /** Name of the machine. */
  host: string
  /** Tells one lock of a process from another. */
  token: string
  /** When the process started, in ticks since the machine did. Linux only, as the two below. */
  start?: string | undefined
  /** Tells one start of the machine from another. */
  boot?: string | undefined
  /** Tells containers apart that number their processes each for itself. */
  space?: string | undefined
  /** The thread of the process, if that is not its main one: it may end before the process does. */
  thread?: number | undefined
}

/** This process, as the owner of a lock of its own. */
export function createOwner(): Owner {
  return {
    pid: process.pid,
    host: hostname(),
    token: randomUUID(),
    start: startOf(process.pid)?.start,
    boot: textOf(() => fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
    space: textOf(() => fs.readlinkSync('/proc/self/ns/pid')),
    ...(threadId === 0 ? {} : { thread: threadId }),
  }
}

/**
 * Whether an owner still runs. `unknown` for one whose processes can't be seen from here.
 *
 * @param self Who asks.
 */
export function lifeOf(owner: Owner, self: Owner): 'alive' | 'dead' | 'unknown' {
  if (owner.host !== self.host) return 'unknown'
  if (differ(owner.boot, self.boot)) return 'dead'
  if (differ(owner.space, self.space)) return 'unknown'
  if (!isRunning(owner.pid)) return 'dead'
  const found = startOf(owner.pid)
  // One that ended and was not waited for by its parent still has its number.
  if (found !== undefined && /[ZX]/.test(found.state)) return 'dead'
  return differ(owner.start, found?.start) ? 'dead' : 'alive'
}

/** Reads an owner from the text of a lock; nothing if it is none. */
export function parseOwner(text: string): Owner | undefined {
  try {
    const owner = JSON.parse(text) as Owner | null
    const isOwner =
      Number.isSafeInteger(owner?.pid) &&
      (owner?.pid ?? 0) > 0 &&
      typeof owner?.host === 'string' &&
      /^[\w-]{1,64}$/.test(owner.token)
    return isOwner ? owner : undefined
  } catch {
    return undefined
  }
}

function differ(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // A process of someone else runs too.
    return (error as { code?: unknown }).code === 'EPERM'
  }
}

/** From `/proc/<pid>/stat`: fields 3 and 22, counted after the name, which may hold anything. */
function startOf(pid: number): { state: string; start: string } | undefined {
  const text = textOf(() => fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ')
  const [state, start] = [fields?.[0], fields?.[19]]
  return state === undefined || start === undefined ? undefined : { state, start }
}

function textOf(read: () => string): string | undefined {
  try {
    return read().trim()
  } catch {
    return undefined
  }
}
