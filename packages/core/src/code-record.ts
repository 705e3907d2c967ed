/** What a build remembers of the code that it ran, so that the next one need not load code that is the same. */
import { isDeepStrictEqual } from 'node:util'
import { encode, hashOf } from './engine/codec.js'
import { folderName } from './folder-name.js'
import { type Input, sameInputs } from './load/inputs.js'
import type { Host, Message } from './model.js'
import type { Session } from './session.js'
import type { SiteOptions } from './site-options.js'

/** Plain JSON, kept beside the graph. */
export interface CodeRecord {
  /** Hash of all options that decide which code runs, and how. */
  options: string
  /** Every file and folder that the code was made from; below the root, paths are relative to it. */
  inputs: Input[]
  /** Variables that were read, with a hash of each: their values may be secret. */
  env: { name: string; hash: string }[]
  /** Messages of loading it. */
  messages: Message[]
  /** Absolute path of the output folder as configured, or relative to the root. */
  out: string
  /** The path under which the site lives, such as `/blog/`. */
  base: string
  /** A plugin wants to hear of the end of a build. */
  hasEnd: boolean
  parser: { name: string; fallback?: string }
}

/** Describes a session that was opened. */
export function recordOf(
  { code, user, messages }: Session,
  options: SiteOptions,
  inlineHash: string,
): CodeRecord {
  const { parser, fallback } = code.markdown.value
  return {
    options: hashOfOptions(options, inlineHash),
    inputs: user.inputs.map((input) => plain({ ...input, path: within(options.root, input.path) })),
    env: user.env.map(({ name, value }) => ({ name, hash: hashOfVariable(value) })),
    messages,
    out: code.config.out,
    base: code.config.base,
    hasEnd: code.plugins.some(({ plugin }) => plugin.end !== undefined),
    parser: { name: parser, ...(fallback === undefined ? {} : { fallback }) },
  }
}

/** As it comes back from the disk: what is absent has no field, so that two records can be compared. */
function plain({ hash, ...input }: Input): Input {
  return hash === undefined ? input : { ...input, hash }
}

/** Whether loading the code would give what was recorded. Reads what it was made from, runs nothing. */
export function isRecorded(record: CodeRecord, world: RecordedIn): boolean {
  const { options, host, disk, inlineHash } = world
  if (record.options !== hashOfOptions(options, inlineHash)) return false
  const inputs = record.inputs.map((input) => ({ ...input, path: absolute(options.root, input.path) }))
  return (
    sameInputs(inputs, host, disk) &&
    record.env.every(({ name, hash }) => hashOfVariable(host.env(name)) === hash)
  )
}

/** Whether two records are of the same code. Code that runs on may read more variables than it had by then. */
export function isSameCode(one: CodeRecord, other: CodeRecord): boolean {
  const known = new Map(one.env.map(({ name, hash }) => [name, hash]))
  return (
    one.options === other.options &&
    isDeepStrictEqual(one.inputs, other.inputs) &&
    other.env.every(({ name, hash }) => !known.has(name) || known.get(name) === hash)
  )
}

/** Files, folders and variables that the code was made from and that are no longer what they were. */
export function changedIn(record: CodeRecord, world: Omit<RecordedIn, 'inlineHash'>) {
  const { options, host, disk } = world
  const isSame = (input: Input) =>
    sameInputs([{ ...input, path: absolute(options.root, input.path) }], host, disk)
  const inputs = record.inputs.filter((input) => !isSame(input))
  const env = record.env.filter(({ name, hash }) => hashOfVariable(host.env(name)) !== hash)
  return [
    ...inputs.map(({ kind, path }) => ({ kind: kind as string, name: path })),
    ...env.map(({ name }) => ({ kind: 'env', name })),
  ]
}

/** Where a record is compared. */
export interface RecordedIn {
  options: SiteOptions
  host: Host
  /** The real disk, for packages and the theme. */
  disk: Host
  inlineHash: string
}

/** Functions have no text by which they could be known: they stand for themselves in one process only. */
function hashOfOptions({ config, preset, theme, ...options }: SiteOptions, inlineHash: string): string {
  const { configFile, resolveFrom, out, base, drafts } = options
  const plugins = (preset?.plugins ?? []).map(({ name, version, options: own }) => [
    name,
    version,
    // What the schema is like, name and version tell.
    known(own?.given, inlineHash),
  ])
  const given = [configFile, resolveFrom !== undefined, out, base, drafts, theme !== undefined]
  return hashOf(
    encode({
      given: given.map((value) => value ?? null),
      // A project that was renamed has another title, unless it gives itself one.
      folder: folderName(options.root),
      plugins: plugins.map((parts) => parts.map((value) => value ?? null)),
      config: [config, preset?.config].map((value) =>
        value === undefined ? null : known(value, inlineHash),
      ),
    }),
  )
}

function hashOfVariable(value: string | undefined): string {
  return hashOf(encode(value ?? null))
}

function known(value: unknown, inlineHash: string): string {
  try {
    return encode(value)
  } catch {
    return inlineHash
  }
}

function within(root: string, path: string): string {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path
}

function absolute(root: string, path: string): string {
  return path.startsWith('/') ? path : `${root}/${path}`
}
