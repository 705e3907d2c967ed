/** Which commit a project is at, by the files of its repository. */
import { posix } from 'node:path'
import type { HookContext } from '@blog-build/core/plugin'

/** The state of a repository. */
export interface GitHead {
  /** Its hash; `HEAD` where the repository keeps its references in a form that only git reads. */
  commit: string
  /** Whether the history was cut off when it was fetched. */
  isShallow: boolean
}

/** Reads a file by its absolute path. */
type Read = (path: string) => Promise<string | undefined>

/**
 * Looks in the folder of the project, and in those above it. Everything is read by the context, so that
 * whoever asks is asked again after a commit, and where a repository comes or goes.
 *
 * @param location Absolute path of the project.
 * @returns Nothing without a repository, or before its first commit.
 */
export async function readGitHead(
  { read: readFile }: Pick<HookContext, 'read'>,
  location: string,
): Promise<GitHead | undefined> {
  const read: Read = (path) =>
    readFile(path.startsWith(`${location}/`) ? path.slice(location.length + 1) : path)
  for (let folder = location; ; folder = posix.dirname(folder)) {
    const found = await readRepository(read, folder)
    if (found) return commitOf(read, found)
    if (folder === posix.dirname(folder)) return undefined
  }
}

interface Repository {
  head: string
  /** Where `HEAD` lies; in a further work tree another folder than `common`, where all of them meet. */
  folder: string
  common: string
}

/** A repository is `.git`, or where the file of that name leads: for further work trees and for submodules. */
async function readRepository(read: Read, folder: string): Promise<Repository | undefined> {
  const own = posix.join(folder, '.git')
  const [, elsewhere] = /^gitdir: (.+)$/m.exec((await read(own)) ?? '') ?? []
  const found = elsewhere === undefined ? own : posix.resolve(folder, elsewhere)
  const head = await read(posix.join(found, 'HEAD'))
  if (head === undefined) return undefined
  const common = (await read(posix.join(found, 'commondir')))?.trim() ?? '.'
  return { head: head.trim(), folder: found, common: posix.resolve(found, common) }
}

/** A reference may lead to another one; git follows five. */
const STEPS = 5

async function commitOf(read: Read, { head, folder, common }: Repository): Promise<GitHead | undefined> {
  const isShallow = ((await read(posix.join(common, 'shallow'))) ?? '').trim() !== ''
  if ((await read(posix.join(common, 'reftable/tables.list'))) !== undefined) {
    return { commit: 'HEAD', isShallow }
  }
  let value: string | undefined = head
  for (let step = 0; step <= STEPS && value !== undefined; step += 1) {
    if (/^[0-9a-f]{40,64}$/.test(value)) return { commit: value, isShallow }
    const [, name] = /^ref: (refs\/\S+)$/.exec(value) ?? []
    if (name === undefined || name.includes('..')) return undefined
    value = await readReference(read, folder, common, name)
  }
  return undefined
}

async function readReference(
  read: Read,
  folder: string,
  common: string,
  name: string,
): Promise<string | undefined> {
  const loose = (await read(posix.join(folder, name))) ?? (await read(posix.join(common, name)))
  if (loose !== undefined) return loose.trim()
  const packed = (await read(posix.join(common, 'packed-refs'))) ?? ''
  const line = packed.split('\n').find((each) => each.endsWith(` ${name}`))
  return line?.slice(0, line.indexOf(' '))
}
