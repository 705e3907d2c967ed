/** What a plugin is tested in: a project in memory. */
import type { UserConfig } from '../hooks/config.js'
import { createMemoryHost, type MemoryHost } from '../host/memory.js'

/**
 * What a plugin is tested in. As an edit, what it names takes the place of what was there, and `undefined` takes
 * it away.
 */
export interface TestWorld {
  /** Bodies of files by their path from the project's root, such as `content/posts/a.md`. @default none */
  files?: Record<string, string | Uint8Array | undefined>
  /** Fields of the configuration. Its `plugins` are those that the tested one needs beside it. @default none */
  config?: { [Field in keyof UserConfig]?: UserConfig[Field] | undefined }
  /** Environment variables, for `context.env`. @default none */
  env?: Record<string, string | undefined>
  /** The instant (ISO 8601 with zone) that counts as now. @default '2026-01-01T00:00:00Z' */
  now?: string
}

/** A world as it stands after some edits. */
export interface WorldState {
  files: Record<string, string | Uint8Array>
  config: UserConfig
  env: Record<string, string>
  now: number
}

/** Where the project lies. */
export const root = '/site'

/** Before anything is said of it. */
export const emptyWorld: WorldState = { files: {}, config: {}, env: {}, now: Date.UTC(2026, 0, 1) }

/**
 * A world after an edit.
 *
 * @throws RangeError if `now` is no instant.
 */
export function edited(state: WorldState, { files, config, env, now }: TestWorld): WorldState {
  return {
    files: merged(state.files, files),
    config: merged(state.config, config),
    env: merged(state.env, env),
    now: now === undefined ? state.now : instantOf(now),
  }
}

/** The edit that leads from one state of the files to another. */
export function wayBack(from: WorldState, to: WorldState): TestWorld {
  const paths = [...new Set([...Object.keys(from.files), ...Object.keys(to.files)])]
  const differing = paths.filter((path) => from.files[path] !== to.files[path])
  return { files: Object.fromEntries(differing.map((path) => [path, to.files[path]])) }
}

/** Brings a host to a state, file by file, so that what did not change keeps its time. */
export function bringTo(host: MemoryHost, from: WorldState, to: WorldState): void {
  for (const [path, body] of Object.entries(wayBack(from, to).files ?? {})) {
    if (body === undefined) host.delete(`${root}/${path}`)
    else host.set(`${root}/${path}`, body)
  }
  for (const name of [...Object.keys(from.env), ...Object.keys(to.env)]) host.setEnv(name, to.env[name])
  host.setNow(to.now)
}

/** A new host in that state, its files made in this order of paths. */
export function hostOf(
  state: WorldState,
  order: (paths: string[]) => string[] = (paths) => paths,
): MemoryHost {
  const host = createMemoryHost({}, { now: state.now, env: state.env })
  host.makeFolder(root)
  for (const path of order(Object.keys(state.files))) host.set(`${root}/${path}`, state.files[path] ?? '')
  return host
}

function merged<T extends object>(before: T, given: object = {}): T {
  const all = Object.entries({ ...before, ...given })
  return Object.fromEntries(all.filter(([, value]) => value !== undefined)) as T
}

function instantOf(now: string): number {
  const instant = Date.parse(now)
  if (!Number.isNaN(instant)) return instant
  throw new RangeError(`\`now\` is \`${now}\`, expected an instant such as 2026-01-01T00:00:00Z.`)
}
