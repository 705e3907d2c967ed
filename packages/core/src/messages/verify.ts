/** What is said when a site is verified. */
import { message } from '../messages.js'
import type { Message } from '../model.js'

/** A difference in words. */
export interface DifferenceWords {
  /** Output path of the first file that differs; absent where messages do. */
  path?: string | undefined
  /** How many files differ. */
  files: number
  /** Where the two part; absent where one of them lacks it. */
  place?: { line: number; left: string; right: string } | undefined
  /** What one side says and the other does not, where messages differ. */
  said?: string | undefined
  /** A value was lost, and came out otherwise when it was made again. */
  isUnrepeatable?: boolean | undefined
  /** Which side has what the other lacks, in words. */
  only?: string | undefined
  /** What it comes from, such as `the Markdown of \`posts/a\``. */
  cause?: string | undefined
  plugins: readonly string[]
  /** What kind of thing the cause is: it decides what to do. */
  kind: 'task' | 'code' | 'written'
}

/** What is remembered gives something else than a build from nothing. */
export function verifyRemembered(found: DifferenceWords): Message {
  return withPlugin(
    message(
      'error',
      'verify-remembered',
      {},
      [
        `An incremental build does not give what a clean one does: ${whatOf(found)}`,
        ...excerpts(found, 'incremental', 'clean'),
        ...causeOf(found, 'with the same reads it is remembered otherwise than it comes out now'),
      ].join('\n'),
      remedyOf(found, [
        'If a plugin is behind it, it reads something that is not recorded (a clock, the network, a child process): let it ask its context.',
        'Otherwise this is a fault of blog-build: please report it. After `blog-build cache clear` the next build is a clean one.',
      ]),
    ),
    found,
  )
}

/** Two builds from nothing differ. */
export function verifyOrder(found: DifferenceWords): Message {
  return withPlugin(
    message(
      'error',
      'verify-order',
      {},
      [
        `Two clean builds, the second with its tasks in another order, do not give the same: ${whatOf(found)}`,
        ...excerpts(found, 'first', 'second'),
        ...causeOf(found, 'with the same reads it gave two results'),
      ].join('\n'),
      remedyOf(found, [
        'It keeps something from one call to the next, or asks for a clock, a random number or the network: make its answer of its arguments and its context alone.',
      ]),
    ),
    found,
  )
}

/** Files of the output folder are not those that were published. */
export function verifyFolder(folder: string, found: DifferenceWords): Message {
  return message(
    'error',
    'verify-folder',
    {},
    [
      `The output folder \`${folder}\` does not hold what was published: ${whatOf(found)}`,
      ...excerpts(found, 'site', 'folder'),
    ].join('\n'),
    'Something else wrote there. Build once more; a file whose size and time were kept is not replaced before it is deleted.',
  )
}

/** Code read files by itself. */
export function verifyRead(
  who: { plugin?: string | undefined; subject: string },
  paths: readonly string[],
): Message {
  const shown = paths.slice(0, 5).map((path) => `\`${path}\``)
  const more = paths.length > shown.length ? ` and ${paths.length - shown.length} more` : ''
  const name = who.plugin === undefined ? who.subject : `plugin \`${who.plugin}\``
  return withPlugin(
    message(
      'info',
      'verify-read',
      {},
      `${capital(name)} reads ${shown.join(', ')}${more} by \`node:fs\`, round its context. That is recorded, so a change is seen.`,
      'Use `context.read(path)` of a hook or `contextOf(file).read(path)` of a Markdown plugin: only these are sure to be seen.',
    ),
    { plugins: who.plugin === undefined ? [] : [who.plugin] },
  )
}

function whatOf({ path, files, place, said, only, isUnrepeatable }: DifferenceWords): string {
  if (isUnrepeatable) return 'a value that was not kept came out otherwise when it was made again.'
  if (path === undefined) return `${only ?? 'one of them'} says: ${said ?? ''}`
  const others = files > 1 ? ` and ${files - 1} more file${files > 2 ? 's' : ''}` : ''
  if (only !== undefined) return `\`${path}\`${others}, which ${only} has.`
  return `\`${path}\`${others}${place === undefined ? '' : `, first in line ${place.line}`}.`
}

function excerpts({ place }: DifferenceWords, left: string, right: string): string[] {
  if (place === undefined) return []
  const width = Math.max(left.length, right.length) + 1
  return [`  ${`${left}:`.padEnd(width)} ${place.left}`, `  ${`${right}:`.padEnd(width)} ${place.right}`]
}

function causeOf({ cause, plugins, kind }: DifferenceWords, why: string): string[] {
  if (cause === undefined) return []
  const by = plugins.length > 1 ? ` One of these takes part: ${plugins.join(', ')}.` : ''
  if (kind === 'task') return [`It comes from ${cause}: ${why}.${by}`]
  const not = kind === 'written' ? 'it changed meanwhile' : 'it was not the same for both'
  return [`It comes from ${cause}: ${not}.`]
}

function remedyOf({ kind }: DifferenceWords, ofTasks: readonly string[]): string {
  if (kind === 'written') return 'Verify again when nothing writes to the project.'
  if (kind === 'code') {
    return 'The configuration must be the same each time it is loaded: keep clocks and random numbers out of it, and read variables by `process.env`.'
  }
  return ofTasks.join('\n')
}

function withPlugin(said: Message, { plugins }: { plugins: readonly string[] }): Message {
  const [plugin] = plugins
  return plugins.length === 1 && plugin !== undefined ? { ...said, plugin } : said
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
