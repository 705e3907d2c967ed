import type { Host } from '../model.js'
import { isOutputPath } from '../pipeline/output.js'
import { type Manifest, type ManifestFile, readRecord, writeRecord } from './manifest.js'
import type { StageKind } from './place.js'

/**
 * How an output folder becomes what the manifest beside it says. Paths are relative to the output folder; numbers
 * are places in the manifest's list of files.
 */
export interface Journal {
  stage: StageKind
  /** Old files of ours that go first: an output needs their name. */
  first: string[]
  /** Folders in the place of a file that hold nothing but empty folders. */
  clear: string[]
  /** Staged folders that are moved whole, since nothing is at their place; `''` is the output folder. */
  folders: string[]
  /** Staged files for whose path nothing is in the output folder. */
  fresh: number[]
  /** Staged files that replace one. */
  replaced: number[]
  /** Old files of ours that go last. */
  last: string[]
  /** Folders that may be empty then, the deepest first. */
  emptied: string[]
  /** The staged tree is a whole version; all other lists are empty. */
  swap?: Swap
}

/** A version to be put in place of what is there. */
export interface Swap {
  version: number
  /** What the output folder was: the link to a version, a folder that becomes the version named, or nothing. */
  before: { kind: 'link' | 'folder'; version: number } | { kind: 'nothing' }
}

/** Lists of a journal without steps. */
export const NO_STEPS = { first: [], clear: [], folders: [], fresh: [], replaced: [], last: [], emptied: [] }

/** A publish that was committed. */
export interface Committed {
  manifest: Manifest
  /** The files of the manifest in its order. */
  files: readonly ManifestFile[]
  journal: Journal
}

/** Commits: once this returns, the next run completes the publish, whatever becomes of this one. */
export function writeJournal(host: Host, path: string, manifest: Manifest, journal: Journal): Committed {
  writeRecord(host, path, manifest, JSON.stringify(journal), true)
  return { manifest, files: [...manifest.files.values()], journal }
}

/** Reads what was committed; what is absent, damaged or of another version is nothing. */
export function readJournal(host: Host, path: string): Committed | undefined {
  const record = readRecord(host, path)
  if (record?.journal === undefined || record.journal === '') return undefined
  const journal = JSON.parse(record.journal) as Journal
  const files = [...record.manifest.files.values()]
  return isProper(journal, files.length) ? { manifest: record.manifest, files, journal } : undefined
}

function isProper(journal: Journal, count: number): boolean {
  const { first, clear, folders, fresh, replaced, last, emptied } = journal
  const paths = [...first, ...clear, ...folders.filter((folder) => folder !== ''), ...last, ...emptied]
  return paths.every(isOutputPath) && [...fresh, ...replaced].every((at) => at >= 0 && at < count)
}
