/** What several commands take, and where a root is looked for. */
import { Command, Option } from 'commander'
import { instant, port, seconds, text } from './option-values.js'
import { projectRoot } from './root.js'

/** The exit code of a command line that can't be understood. */
export const usageCode = 2

/** The root, and what decides which site is built of it. */
export function withSiteOptions(command: Command): Command {
  return command
    .argument('[root]', 'folder of the site', text('The root'), '.')
    .option(
      '--config <file>',
      'configuration, relative to the root (default: blog.config.ts)',
      text('The file'),
    )
    .option('--out <folder>', 'output folder, relative to the root (default: dist)', text('The folder'))
    .option('--base <path>', 'path under which the site will live, such as /blog/', text('The path'))
    .option('--drafts', 'build drafts too')
    .option('--as-of <instant>', 'build as if it were 2024-01-31 or 2024-01-31T10:00Z', instant)
}

/** Where a server listens, and whether a browser is to open. */
export function withServerOptions(command: Command): Command {
  return command
    .option('--port <n>', 'port to listen on (default: 4000, or the next free one)', port)
    .option(
      '--host <address>',
      'address or name to listen on (default: this machine only)',
      text('The address'),
    )
    .option('--open', 'open it in the browser')
}

/** How long code of the project may be at one thing. */
export function timeoutOption(): Option {
  const meaning = 'end code that is at one thing for longer, 0 for never (default: 30)'
  return new Option('--timeout <seconds>', meaning).argParser(seconds)
}

/** The absolute path of a root; ends the command if it is none. @param hint What else may be wrong then. */
export function rootOf(program: Command, { cwd }: { cwd(): string }, root: string, hint?: string): string {
  const found = projectRoot(root, cwd)
  if ('folder' in found) return found.folder
  const more = hint === undefined ? commandNear(program, root) : `\n${hint}`
  return program.error(`error: ${found.problem}${more}`, { exitCode: usageCode })
}

/** A word that is no folder may be a misspelt command; commander itself never gets to see it as one. */
function commandNear(program: Command, word: string): string {
  let said = ''
  const names = new Command().exitOverride().configureOutput({ writeErr: (text) => (said += text) })
  for (const command of program.commands) names.command(command.name())
  try {
    names.parse([word], { from: 'user' })
  } catch {
    return /\(Did you mean .*\)/.exec(said)?.[0].replace(/^/, '\n') ?? ''
  }
  return ''
}
