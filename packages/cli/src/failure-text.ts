/** What is said when a command breaks off. */
import type { Failure } from './lifetime.js'
import { counted } from './reporter.js'
import { visible } from './visible.js'

/** What the command was at: a phase of the build, done with it, or waiting for changes. */
export type Moment = 'load' | 'build' | 'write' | 'done' | 'watch'

const moments: Record<Moment, string> = {
  load: 'while the configuration, the plugins and the layouts were loaded',
  build: 'while the site was built',
  write: 'while the files were written',
  done: 'after the build had ended',
  watch: 'while the site was watched',
}

/** A plain report of bounded size: what happened, when, and what to do. */
export function failureText(failure: Failure, moment: Moment): string {
  const when = moments[moment]
  switch (failure.kind) {
    case 'thrown':
      return [
        `blog-build broke off ${when}, by an error that nothing caught:`,
        errorText(failure.error),
        'This is a fault of blog-build, of a plugin or of the configuration, not of your content.\n' +
          'If it is ours, please report it with the text above: `npm bugs blog-build` opens the place.',
      ].join('\n\n')
    case 'stuck':
      if (failure.text !== undefined) return `blog-build broke off ${when}. ${failure.text}`
      return [
        `blog-build broke off ${when}: it waits for a promise that will never settle.`,
        'Look into the configuration, the plugins and the layouts for an `await` of something that nothing\n' +
          'resolves or rejects.',
      ].join('\n')
    case 'exit':
      return [
        `blog-build broke off ${when}: something called \`process.exit()\`.`,
        'Take the call out of the configuration, the plugin or the layout that holds it; to stop a build, throw.',
      ].join('\n')
  }
}

const mostLines = 30
const mostCharacters = 4000

/** The stack of what was thrown, with its causes, whatever was thrown. */
export function errorText(error: unknown): string {
  const text = visible(stackOf(error, 4)).slice(0, mostCharacters)
  const lines = text.split('\n')
  if (lines.length <= mostLines) return text
  return [...lines.slice(0, mostLines), `… and ${counted(lines.length - mostLines, 'line')} more`].join('\n')
}

/** Reading a foreign object may throw, too. */
function stackOf(error: unknown, depth: number): string {
  try {
    if (!(error instanceof Error)) return `Thrown: ${String(error)}`
    const own = String(error.stack || `${error.name}: ${error.message}`)
    if (error.cause === undefined || depth === 0) return own
    return `${own}\nCaused by: ${stackOf(error.cause, depth - 1)}`
  } catch {
    return 'Thrown: something that has no text'
  }
}
