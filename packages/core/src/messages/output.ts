/** Messages about the files of the output folder: their paths, whose they are, and writing them. */
import { message } from '../messages.js'
import type { Message } from '../model.js'

/** One side of a clash. */
export interface OutputSide {
  /** Relative to the output folder. */
  path: string
  /** `core`, a plugin's name, or `public`. */
  owner: string
  /** Path of the source, relative to the project root. */
  source?: string | undefined
}

export function outputPathOutside(side: OutputSide): Message {
  return message(
    'error',
    'output-path-outside',
    { path: side.source ?? side.path },
    `The output path ${quote(side.path)} of ${ownerOf(side)} leads out of the output folder.`,
    'Give a path below the output folder, without `..` and without a leading `/`.',
  )
}

/** @param problems What is wrong with the path, in words, see `checkOutputPath`. */
export function outputPathInvalid(side: OutputSide, problems: readonly string[]): Message {
  return message(
    'error',
    'output-path-invalid',
    { path: side.source ?? side.path },
    `The output path ${quote(side.path)} of ${ownerOf(side)} can't be published everywhere: ${problems.join(', ')}.`,
    'Choose another name, for example with a `slug` or `permalink`.',
  )
}

/** Two outputs have one path, or paths that some systems take for one. */
export function outputConflict(first: OutputSide, second: OutputSide): Message {
  const [one, other] = [ownerOf(first), ownerOf(second)]
  const makers = one === other ? `${capital(one)} twice makes` : `${capital(one)} and ${other} both make`
  const text =
    first.path === second.path
      ? `${makers} ${quote(first.path)}.`
      : `${quote(first.path)} of ${one} and ${quote(second.path)} of ${other} are one file on systems that ignore case or accents' spelling.`
  return message(
    'error',
    'output-conflict',
    { path: second.source ?? second.path },
    text,
    'Give one of them another address.',
  )
}

/** One output needs a folder where another one is a file. */
export function outputFileFolder(file: OutputSide, inside: OutputSide): Message {
  return message(
    'error',
    'output-file-folder',
    { path: inside.source ?? inside.path },
    `${quote(inside.path)} of ${ownerOf(inside)} needs a folder where ${ownerOf(file)} makes the file ${quote(file.path)}.`,
    'Give one of them another address.',
  )
}

export function outputNotOurs(out: string): Message {
  return message(
    'error',
    'output-not-ours',
    { path: out },
    `The output folder ${quote(out)} is not empty, and no earlier build of this site wrote it.`,
    'Choose another folder with `--out`, or take this one over with `--adopt`: files with the path of an output are replaced, all others stay.',
  )
}

/** @param reason Why it can't be used; without one, the project lies in it. */
export function outputHoldsProject(out: string, reason?: string): Message {
  return message(
    'error',
    'output-holds-project',
    { path: out },
    reason === undefined
      ? `The output folder ${quote(out)} holds the project itself.`
      : `${quote(out)} can't be the output folder: ${reason}.`,
    'Choose a folder of its own with `--out`, for example `dist`.',
  )
}

export function outputNotAFolder(out: string): Message {
  return message(
    'error',
    'output-not-a-folder',
    { path: out },
    `The output folder ${quote(out)} is a file.`,
    'Choose another folder with `--out`, or move the file away.',
  )
}

/** @param link What the link at the place of the output folder leads to. */
export function outputSwapped(out: string, link: string): Message {
  return message(
    'error',
    'output-swapped',
    { path: out },
    `The output folder ${quote(out)} is a link to one of the versions that \`--swap\` keeps.`,
    `Build with \`--swap\`, or put the version in place of the link: remove ${quote(out)}, then rename ${quote(link)} to it.`,
  )
}

/** @param path Of the foreign file, relative to the output folder. */
export function outputForeignFile(path: string, side: OutputSide): Message {
  return message(
    'error',
    'output-foreign-file',
    { path: side.source ?? side.path },
    `${capital(ownerOf(side))} makes ${quote(side.path)}, but the output folder holds a file of that name that blog-build did not write.`,
    `Move ${quote(path)} away, or let it be replaced with \`--adopt\`.`,
  )
}

/** A foreign file stands where a folder is needed, or a folder with foreign files where a file is. */
export function outputForeignInTheWay(path: string, side: OutputSide): Message {
  return message(
    'error',
    'output-foreign-file',
    { path: side.source ?? side.path },
    `${capital(ownerOf(side))} makes ${quote(side.path)}, but ${quote(path)} in the output folder is in the way, and blog-build did not write it.`,
    `Move ${quote(path)} away; \`--adopt\` replaces files, but not by folders.`,
  )
}

/**
 * @param lock The lock file, relative to the project.
 * @param owner What is known of the process that holds it; `host` only if it runs on another one.
 * @param seconds How long it was waited for.
 */
export function outputLocked(
  lock: string,
  owner: { pid?: number | undefined; host?: string | undefined },
  seconds: number,
): Message {
  const where = owner.host === undefined ? '' : ` on ${quote(owner.host)}`
  const who = owner.pid === undefined ? 'Another process' : `The process ${owner.pid}${where}`
  return message(
    'error',
    'output-locked',
    { path: lock },
    `${who} is building this project and did not end within ${seconds} seconds.`,
    `Wait until it has ended, or end it. If there is no such process, remove ${quote(lock)}.`,
  )
}

/** @param reason In plain words, for example `the disk is read-only`. */
export function outputUnlocked(lock: string, reason: string): Message {
  return message(
    'info',
    'output-unlocked',
    { path: lock },
    `Building without a lock, since it can't be written: ${reason}. Nothing keeps a second build from running beside this one.`,
    'Make the folder writable, or see to it that only one build runs at a time.',
  )
}

/** @param reason In plain words, for example `permission denied`. */
export function outputWriteFailed(path: string, reason: string): Message {
  return message(
    'error',
    'output-write-failed',
    { path },
    `Publishing stopped at ${quote(path)}: ${reason}.`,
    'Mend the cause and build again: the next build completes what is missing.',
  )
}

function ownerOf(side: OutputSide): string {
  const owner =
    side.owner === 'core' || side.owner === 'public' ? side.owner : `the plugin ${quote(side.owner)}`
  return side.source === undefined ? owner : `${owner} (${side.source})`
}

function quote(text: string): string {
  return JSON.stringify(text)
}

function capital(text: string): string {
  return text.startsWith('the ') ? `The ${text.slice(4)}` : text
}

/** @param folder The output folder, as the user would write it. */
export function outputNotPublished(folder: string): Message {
  return message(
    'error',
    'output-not-published',
    {},
    `No build has left a site in ${JSON.stringify(folder)}.`,
    'Build the site first, with `blog-build`. If it was built into another folder, give that with `--out`.',
  )
}
