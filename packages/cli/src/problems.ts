/** The errors of a build as the browser shows them: plain text, and no path that says whose machine it is. */
import { homedir } from 'node:os'
import type { Message } from '@blog-build/core'
import { frame } from './frame.js'
import type { Problem } from './server/problems.js'
import { visible, visibleLine } from './visible.js'

/** What the problems are made with. */
export interface ProblemOptions {
  /** Absolute path of the project's folder. */
  root: string
  sourceOf(path: string): string | undefined
  urlOf(rule: string): string | undefined
}

/** Columns of a frame: what fits beside a text of ordinary size. */
const width = 100

const plain = (text: string) => text

/** The errors among the messages, in their order. */
export function problemsOf(messages: readonly Message[], options: ProblemOptions): Problem[] {
  return messages.filter(({ severity }) => severity === 'error').map((message) => problemOf(message, options))
}

function problemOf(message: Message, { root, sourceOf, urlOf }: ProblemOptions): Problem {
  const { rule, text, remedy, path, place, plugin } = message
  const source = path === undefined || place === undefined ? undefined : sourceOf(path)
  const lines = source && place ? frame(source.split('\n'), place, { width, mark: plain, dim: plain }) : []
  const url = urlOf(rule)
  return {
    rule,
    text: withoutHome(text, root),
    ...(remedy === undefined ? {} : { remedy: withoutHome(remedy, root) }),
    ...(path === undefined ? {} : { path: visibleLine(withoutHome(path, root)) }),
    ...(place === undefined ? {} : { line: place.start.line, column: place.start.column }),
    ...(lines.length === 0 ? {} : { frame: lines.join('\n') }),
    ...(url !== undefined && /^https?:/.test(url) ? { url } : {}),
    ...(plugin === undefined ? {} : { plugin }),
  }
}

/** Paths below the root become relative, those below the home folder begin with `~`. */
function withoutHome(text: string, root: string): string {
  const home = homedir().replaceAll('\\', '/')
  const short = visible(text).replaceAll(`${root.replace(/\/$/, '')}/`, '')
  return home.length > 1 ? short.replaceAll(`${home}/`, '~/') : short
}
