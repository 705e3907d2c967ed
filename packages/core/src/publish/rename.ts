import { setTimeout as wait } from 'node:timers/promises'
import { codeOf, HostError } from '../host/error.js'
import type { KnownFolders } from '../world.js'
import type { Target } from './place.js'

/** What a system says while another program looks at a file: virus scanners do, for moments. */
const BUSY = new Set(['EBUSY', 'EPERM'])

/** Pauses before each new attempt, in milliseconds. */
const PAUSES = [10, 20, 40, 80, 160, 320]

/** What file systems say that have no second names for a file, or not for this one, or not from here. */
const NO_LINK = new Set(['EPERM', 'EXDEV', 'EMLINK', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'])

/**
 * Renames a file or folder; tries again for about 0.6 s while it is in use.
 *
 * @throws HostError as `Host.rename`.
 */
export async function rename(target: Target, from: string, to: string, known: KnownFolders): Promise<void> {
  const { host, pause = (milliseconds) => wait(milliseconds) } = target
  for (const milliseconds of [...PAUSES, 0]) {
    try {
      host.rename(from, to, known)
      return
    } catch (error) {
      if (milliseconds === 0 || !BUSY.has(codeOf(error))) throw error
    }
    await pause(milliseconds)
  }
}

/**
 * Renames a file; to another disk it is copied, and stays where it was as well. Either way its place holds the old
 * file or the new one whole.
 */
export async function moveOrCopy(
  target: Target,
  from: string,
  to: string,
  known: KnownFolders,
): Promise<'moved' | 'copied'> {
  try {
    await rename(target, from, to, known)
    return 'moved'
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error
    const { host } = target
    const bytes = host.read(from)
    if (bytes === undefined) throw error
    host.write(to, bytes, { sync: target.durable === true })
    return 'copied'
  }
}

/**
 * Gives a file a second name, or copies it where the disk has no such thing. Nothing may write into either of
 * them from then on: what is to change is replaced.
 *
 * @returns Whether it is a copy; `undefined` if there is no such file.
 */
export function linkOrCopy(
  target: Target,
  from: string,
  to: string,
  known: KnownFolders,
): 'link' | 'copy' | undefined {
  const { host } = target
  try {
    host.link(from, to, known)
    return 'link'
  } catch (error) {
    const isAbsent = codeOf(error) === 'ENOENT'
    if (!isAbsent && !NO_LINK.has(codeOf(error))) throw error
    const bytes = host.read(from)
    if (bytes === undefined && host.stat(from) === undefined) return undefined
    if (bytes === undefined || isAbsent) throw error
    host.write(to, bytes, { sync: target.durable === true })
    return 'copy'
  }
}

/** Names the path that a step was about, where the disk names one that only we know. */
export async function about<T>(path: string, run: () => Promise<T> | T): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw error instanceof HostError ? new HostError(path, error.code, error) : error
  }
}
