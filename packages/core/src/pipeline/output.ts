import {
  type OutputSide,
  outputConflict,
  outputFileFolder,
  outputPathInvalid,
  outputPathOutside,
} from '../messages/output.js'
import { renamePublicFile } from '../messages/path.js'
import type { Message, Output, OwnedPage } from '../model.js'
import { checkOutputPath } from './output-path.js'
import { publicPath } from './public-file.js'

export type { OutputSide } from '../messages/output.js'

/**
 * Checks the paths of all outputs before anything is written: each must lie in the output folder
 * and have names that every system takes, and no two may be one file, also where case and Unicode
 * spelling don't count, or a file and a folder of one name. The same on every system.
 *
 * @param outputs In any order; `source` is named in the messages.
 * @returns Errors, sorted by path and owner; each names both sides.
 */
export function checkOutputs(outputs: readonly OutputSide[]): Message[] {
  const sorted = [...outputs].sort(bySide)
  const wrong = sorted.map(checkPath)
  const sound = sorted.filter((_, index) => wrong[index] === undefined)
  return [...wrong.filter((message) => message !== undefined), ...checkClashes(sound)]
}

/** Outputs that can lie side by side: without those of improper paths, and without both sides of each clash. */
export function fittingOutputs(outputs: readonly Output[]): Output[] {
  const sound = outputs.filter((output) => checkPath(output) === undefined)
  const keys = sound.map(({ path }) => foldPath(path))
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  const single = sound.filter((_, at) => counts.get(keys[at] ?? '') === 1)
  const folders = new Set(single.flatMap(({ path }) => foldersAbove(foldPath(path))))
  return single.filter(({ path }) => !folders.has(foldPath(path)))
}

/** Whether `checkOutputs` would find nothing, for less than it takes to say what it finds. */
export function lieSideBySide(outputs: readonly Output[]): boolean {
  return fittingOutputs(outputs).length === outputs.length
}

/**
 * Outputs as messages name them: the page of an entry, and a file of `public/`, by the path of the source.
 *
 * @param publicFiles As the disk spells them; two may be published under one path.
 */
export function withSources(
  outputs: readonly Output[],
  pages: readonly OwnedPage[],
  entries: Readonly<Record<string, { path: string }>>,
  publicFiles: readonly string[],
): OutputSide[] {
  const sources = new Map<string, string>()
  for (const { permalink, entry } of pages) {
    const at = entry !== undefined && Object.hasOwn(entries, entry) ? entries[entry] : undefined
    if (at) sources.set(permalink, at.path)
  }
  const filesAt = new Map<string, string[]>()
  for (const file of publicFiles) {
    filesAt.set(publicPath(file), [...(filesAt.get(publicPath(file)) ?? []), file])
  }
  return outputs.map(({ path, owner, url }) => {
    const source = owner === 'public' ? `public/${filesAt.get(path)?.shift() ?? path}` : sources.get(url)
    return { path, owner: isCore(owner) ? 'core' : owner, ...(source === undefined ? {} : { source }) }
  })
}

/** Assets, scripts and style sheets are core's work; no plugin has such a name. */
function isCore(owner: string): boolean {
  return owner === 'asset' || owner === 'client' || owner === 'styles'
}

/** Whether a path is plainly relative and normal, so that joined to a folder it lies in it. */
export function isOutputPath(path: string): boolean {
  return path !== '' && !path.includes('\\') && path.split('/').every(isProperPart)
}

/**
 * What two paths have in common if some system takes them for one, since it ignores case, the spelling of accents
 * and characters that are not seen: `Straße` and `STRASSE`, `é` and `e` with an accent.
 *
 * That is what APFS and the folders of ext4 and f2fs that ignore case do: full case folding of the decomposed form,
 * as in Unicode's `CaseFolding.txt`, without `Default_Ignorable_Code_Point`. NTFS and HFS Plus take less for one.
 */
export function foldPath(path: string): string {
  if (ASCII.test(path)) return path.toLowerCase()
  const plain = path.normalize('NFD').replace(/\p{DI}/gu, '')
  return Array.from(plain, foldCase).join('').normalize('NFC')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII starts with them.
const ASCII = /^[\x00-\x7f]*$/

/** One letter at a time: what a sigma becomes must not depend on its neighbours. The dotless i has no other case. */
function foldCase(letter: string): string {
  return letter === 'ı' ? letter : letter.toLowerCase().toUpperCase().toLowerCase()
}

function isProperPart(part: string): boolean {
  return part !== '' && part !== '.' && part !== '..' && !part.includes('\0')
}

function checkPath(side: OutputSide): Message | undefined {
  const message = pathMessage(side)
  return message && side.owner === 'public' ? renamePublicFile(message) : message
}

function pathMessage(side: OutputSide): Message | undefined {
  if (!isOutputPath(side.path)) return outputPathOutside(side)
  const problems = checkOutputPath(side.path)
  return problems.length === 0 ? undefined : outputPathInvalid(side, problems)
}

function checkClashes(sorted: readonly OutputSide[]): Message[] {
  const messages: Message[] = []
  const files = new Map<string, OutputSide>()
  for (const side of sorted) {
    const key = foldPath(side.path)
    const first = files.get(key)
    if (first === undefined) files.set(key, side)
    else messages.push(outputConflict(first, side))
  }
  for (const side of sorted) {
    const above = foldersAbove(foldPath(side.path)).find((folder) => files.has(folder))
    const file = above === undefined ? undefined : files.get(above)
    if (file !== undefined) messages.push(outputFileFolder(file, side))
  }
  return messages
}

/** Folders of a relative path, the deepest first: `a/b/c` gives `a/b`, `a`. */
export function foldersAbove(path: string): string[] {
  const folders: string[] = []
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    folders.push(path.slice(0, end))
  }
  return folders
}

function bySide(a: OutputSide, b: OutputSide): number {
  return (
    byCodeUnit(a.path, b.path) || byCodeUnit(a.owner, b.owner) || byCodeUnit(a.source ?? '', b.source ?? '')
  )
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
