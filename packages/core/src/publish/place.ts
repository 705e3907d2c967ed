import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import type { Host } from '../model.js'

/** An output folder, and how it is published. Paths are absolute, with `/`. */
export interface Target {
  host: Host
  /** The project, without symbolic links; messages name files from there. */
  root: string
  /** The output folder by its lasting name, see `resolveOutput`. */
  out: string
  /** What is published outlasts a power cut, and not only a kill. @default false */
  durable?: boolean | undefined
  /** The folder becomes a link to a folder of this version, replaced in one step. @default false */
  swap?: boolean | undefined
  /**
   * `.blog-build/` can't be written, so records lie beside the output folder: see `acquireLock`. Only an output
   * elsewhere can be written then. @default false
   */
  readOnly?: boolean | undefined
  /** Waits so many milliseconds; for tests. @default a timer */
  pause?: ((milliseconds: number) => Promise<void>) | undefined
}

/** Where files are staged: in `.blog-build/`, beside the output folder, or in it. */
export type StageKind = 'cache' | 'beside' | 'inside'

/** Where the records of an output folder lie. */
export interface Places {
  /** Which files are ours. */
  manifest: string
  /** The same, of builds that could write `.blog-build/` if this one can't, and the other way round. */
  other: string
  /** A committed publish: the manifest to be, and how to get there. */
  next: string
  /** The same, where getting there failed and the way back is not complete. */
  undo: string
  /** Who replaced files since the manifest was written, see `Ledger`. */
  behind: string
  stages: Readonly<Record<StageKind, string>>
}

/** Where the records of an output folder lie. Those in `.blog-build/` stay right when the project is moved. */
export function placesOf({ root, out, readOnly }: Pick<Target, 'root' | 'out' | 'readOnly'>): Places {
  const id = hashOf(posix.relative(root, out)).slice(0, 16)
  const cache = posix.join(root, '.blog-build')
  // Beside the output of one project may be that of another, with the same way to it.
  const both = hashOf(`${root}\0${out}`).slice(0, 16)
  const beside = posix.join(posix.dirname(out), `.${posix.basename(out)}`)
  const records = [posix.join(cache, `outputs-${id}`), `${beside}.outputs-${both}`] as const
  const [record, other] = readOnly === true ? [records[1], records[0]] : records
  return {
    manifest: record,
    other,
    next: `${record}.next`,
    undo: `${record}.undo`,
    behind: behindOf(record),
    stages: {
      cache: posix.join(cache, 'stage', id),
      beside: `${beside}.stage-${both}`,
      inside: posix.join(out, `.blog-build-stage-${both}`),
    },
  }
}

/** What lies beside a manifest that is behind. */
export const behindOf = (manifest: string): string => `${manifest}.behind`

/**
 * Where the manifest of an output folder lies: in `.blog-build/` of the project, one per folder.
 *
 * @param root The project, absolute, without symbolic links.
 * @param out The output folder, likewise.
 */
export function manifestPath(root: string, out: string): string {
  return placesOf({ root, out }).manifest
}

/** Whether a name is that of a stage in an output folder. */
export const isStageName = (name: string): boolean => /^\.blog-build-stage-[0-9a-f]{16}$/.test(name)

/** The first place to stage from which files can be renamed into the output folder, by what disks say. */
export function stageKindFor({ host, root, out, swap, readOnly }: Target): StageKind {
  if (swap === true) return 'beside'
  const device = deviceFor(host, out)
  if (readOnly !== true && deviceFor(host, posix.join(root, '.blog-build')) === device) return 'cache'
  return deviceFor(host, posix.dirname(out)) === device ? 'beside' : 'inside'
}

/** The disk on which a path lies, or would if it were made. */
function deviceFor(host: Host, path: string): number | undefined {
  for (let at = path; ; at = posix.dirname(at)) {
    const device = host.device(at)
    if (device !== undefined || at === posix.dirname(at)) return device
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
