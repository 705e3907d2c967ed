/** `blog-build cache`: looks at what builds of a folder remember, or clears it. */
import type { CacheInfo, ClearedCache } from '@blog-build/core'
import { colorsFor } from '../colors.js'
import { failureText } from '../failure-text.js'
import { counted, reportMessages } from '../reporter.js'
import { sourcesIn } from '../source-text.js'
import { type Stream, type Streams, takeStreams } from '../streams.js'
import { visibleLine } from '../visible.js'

/** What to do with the cache. */
export type CacheAction = 'info' | 'clear'

/** The options of the command line. */
export interface CacheOptions {
  json?: boolean
}

/** The part of `process` that the command uses. */
export interface CacheWorld {
  stdout: Stream
  stderr: Stream
  env: NodeJS.ProcessEnv
  exitCode?: number | string | null | undefined
}

/** The exit code is 0; 1 if something could not be cleared; 3 for a fault of the program. */
export async function cache(
  action: CacheAction,
  root: string,
  options: CacheOptions,
  world: CacheWorld = process,
): Promise<void> {
  const streams = takeStreams(world.stdout, world.stderr, { reserved: options.json === true, clear() {} })
  try {
    const code =
      action === 'info' ? await info(root, options, streams) : await clear(root, options, streams, world)
    world.exitCode = code
  } catch (error) {
    streams.err(`${failureText({ kind: 'thrown', error }, 'done')}\n`)
    world.exitCode = 3
  }
}

async function info(root: string, options: CacheOptions, streams: Streams): Promise<number> {
  const { cacheInfo } = await import('@blog-build/core')
  const found = cacheInfo(root)
  streams.out(options.json ? toJson(found) : `${describe(found).join('\n')}\n`)
  return 0
}

async function clear(
  root: string,
  options: CacheOptions,
  streams: Streams,
  { stdout, stderr, env }: CacheWorld,
): Promise<number> {
  const { clearCache, messageUrl } = await import('@blog-build/core')
  const cleared = await clearCache(root)
  const { messages, removed } = cleared
  const stream = options.json ? stderr : stdout
  const colors = colorsFor(stream, env)
  const told = reportMessages(messages, { colors, width: 100, sourceOf: sourcesIn(root), urlOf: messageUrl })
  const done = removed === 0 ? 'There was nothing to remove.' : `Removed ${size(removed)}.`
  const isDone = messages.every(({ severity }) => severity !== 'error')
  const text = [told, isDone || removed > 0 ? `${done}\n` : ''].filter((part) => part !== '').join('\n')
  ;(options.json ? streams.err : streams.out)(text)
  if (options.json) streams.out(toJson(cleared))
  return isDone ? 0 : 1
}

const states: Record<CacheInfo['state'], string> = {
  none: 'Nothing is kept yet: the next build makes everything.',
  current: 'The next build goes on from it.',
  other: 'Another version of blog-build or Node.js wrote it: the next build starts over.',
  damaged: 'It is not whole: the next build starts over, with what can be saved of it.',
  closed: 'It may not be read: the next build starts over.',
}

function describe(found: CacheInfo): string[] {
  const lines = [visibleLine(found.folder), `  ${states[found.state]}`]
  if (found.size > 0) lines.push(`  ${size(found.size)} in all`)
  if (found.state === 'current') {
    lines.push(
      `  ${size(found.living)} for the site as it is: ${counted(found.keys, 'key')}`,
      `  ${size(found.remembered)} for what was before, and should the rest be lost: ${counted(found.memos, 'result')}`,
      `  ${size(found.garbage)} that nobody needs; it goes when there is much of it`,
      `  build ${found.build}, written ${found.written ?? 'never'}`,
    )
  }
  return [...lines, `  looked at by version ${found.version}`]
}

function size(bytes: number): string {
  if (bytes < 1000) return counted(bytes, 'byte')
  const [value, unit] = bytes < 999_500 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB']
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`
}

function toJson(document: CacheInfo | ClearedCache): string {
  return `${JSON.stringify(document, undefined, 2)}\n`
}
