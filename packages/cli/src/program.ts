/** The command line. Loads nothing of the project and nothing of core: `--help` must not run foreign code. */
import { readFileSync } from 'node:fs'
import { Command, CommanderError, Option } from 'commander'
import { rootOf, timeoutOption, usageCode, withServerOptions, withSiteOptions } from './command-options.js'
import type { BuildOptions } from './commands/build.js'
import type { CacheAction, CacheOptions } from './commands/cache.js'
import type { ExplainCommandOptions } from './commands/explain.js'
import type { PluginsOptions } from './commands/plugins.js'
import type { PreviewOptions } from './commands/preview.js'
import type { VerifyOptions } from './commands/verify.js'
import type { WatchCommandOptions } from './commands/watch.js'
import { port, text, threads } from './option-values.js'
import { addSearch, type SearchCommands } from './search-commands.js'
import { outliveReader } from './streams.js'

/** What the command line calls; given to `run` so that tests can look at what would be called. */
export interface Commands extends SearchCommands {
  build(root: string, options: BuildOptions): Promise<void>
  cache(action: CacheAction, root: string, options: CacheOptions): Promise<void>
  explain(root: string, target: string, options: ExplainCommandOptions): Promise<void>
  plugins(root: string, options: PluginsOptions): Promise<void>
  preview(root: string, options: PreviewOptions): Promise<void>
  verify(root: string, options: VerifyOptions): Promise<void>
  watch(root: string, options: WatchCommandOptions): Promise<void>
}

/** Where the command line writes, and where it stands. */
export interface Shell {
  stdout: { write(text: string): unknown }
  stderr: { write(text: string): unknown }
  cwd(): string
}

/** Each command is loaded when it is called. */
const commands: Commands = {
  build: async (root, options) => (await import('./commands/build.js')).build(root, options),
  cache: async (...given) => (await import('./commands/cache.js')).cache(...given),
  explain: async (...given) => (await import('./commands/explain.js')).explain(...given),
  plugins: async (root, options) => (await import('./commands/plugins.js')).plugins(root, options),
  preview: async (root, options) => (await import('./commands/preview.js')).preview(root, options),
  search: async (...given) => (await import('./commands/search.js')).search(...given),
  searchEval: async (...given) => (await import('./commands/search-eval.js')).searchEval(...given),
  verify: async (root, options) => (await import('./commands/verify.js')).verify(root, options),
  watch: async (root, options) => (await import('./commands/watch.js')).watch(root, options),
}

/** The whole command; sets the exit code of the process. */
export async function main(parameters: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) outliveReader(stream)
  const code = await run(parameters, process, commands)
  if (code !== undefined) process.exitCode = code
}

/**
 * Reads the command line and does what it says.
 *
 * @returns The exit code: 0 for help and version, 2 for a usage error; nothing when a build ran, which sets its own.
 */
export async function run(
  parameters: readonly string[],
  shell: Shell,
  called: Commands,
): Promise<number | undefined> {
  const program = programFor(shell, called)
  try {
    await program.parseAsync(parameters, { from: 'user' })
    return undefined
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? 0 : usageCode
  }
}

function programFor(shell: Shell, called: Commands): Command {
  const program = new Command('blog-build')
    .description('Builds a folder of Markdown into a static site. Without a command it builds.')
    .usage('[command] [root] [options]')
    .version(ownVersion(), '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    // What stands behind the name of a command is for that command.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => shell.stdout.write(text),
      writeErr: (text) => shell.stderr.write(text),
    })
    .showSuggestionAfterError()
    .showHelpAfterError('Run `blog-build --help` to see what there is.')
  const build = addBuild(program, shell, called)
  addCache(program, shell, called)
  addExplain(program, shell, called)
  addPlugins(program, shell, called)
  addPreview(program, shell, called)
  addSearch(program, shell, called)
  addVerify(program, shell, called)
  addWatch(program, shell, called)
  return program.addHelpText('after', () => `\n${build.helpInformation()}`)
}

function addBuild(program: Command, shell: Shell, { build }: Commands): Command {
  const command = program
    .command('build', { isDefault: true })
    .summary('build the site once')
    .description(
      'Builds the site once. Exit codes: 0 built, 1 content, 2 usage or configuration, 3 internal.',
    )
  return withSiteOptions(command)
    .option('--strict', 'let warnings stop publishing, as errors do')
    .option('--adopt', 'take over an output folder that blog-build did not make')
    .option('--swap', 'publish a new folder and turn a link to it, in one step')
    .option('--durable', 'let what is published outlast a power cut')
    .option('--workers <n>', 'threads for Markdown, 0 to 8 (default: processors less one)', threads)
    .addOption(timeoutOption())
    .option('--json', 'write the outcome as one JSON document to stdout')
    .addOption(new Option('--verbose', 'list changed addresses and say more').conflicts('quiet'))
    .option('--quiet', 'write errors only')
    .action((root: string, options: BuildOptions) => build(rootOf(program, shell, root), options))
}

function addCache(program: Command, shell: Shell, { cache }: Commands): void {
  const command = program
    .command('cache')
    .summary('look at what builds remember, or clear it')
    .description('Looks at what builds keep in `.blog-build/`, or clears it.')
  const add = (action: CacheAction, description: string) =>
    command
      .command(action)
      .description(description)
      .argument('[root]', 'folder of the site', text('The root'), '.')
      .option('--json', 'write the outcome as one JSON document to stdout')
      .action((root: string, options: CacheOptions) => cache(action, rootOf(program, shell, root), options))
  add('info', 'Says how large it is and whether the next build can use it. Nothing is changed.')
  add('clear', 'Removes it. The next build starts over; the output folder stays as it is.')
}

function addExplain(program: Command, shell: Shell, { explain }: Commands): void {
  program
    .command('explain')
    .summary('tell why an output was made, or was not')
    .description(
      'Tells why an output was made by the last builds, or was not, and what a source led to. Builds nothing. ' +
        'Exit codes: 0 explained, 1 nothing is known of it, 2 usage, 3 internal.',
    )
    .argument('<target>', 'address or path of an output, or path of a source', text('The target'))
    .argument('[root]', 'folder of the site', text('The root'), '.')
    .option('--json', 'write the explanation as one JSON document to stdout')
    .action((target: string, root: string, options: ExplainCommandOptions) =>
      explain(rootOf(program, shell, root), target, options),
    )
}

function addPlugins(program: Command, shell: Shell, { plugins }: Commands): void {
  program
    .command('plugins')
    .summary('list the plugins of the site, in their order')
    .description(
      'Lists the plugins of the site in the order in which they run, with hooks, tasks, services and what their ' +
        'results are remembered by. Builds nothing. Exit codes: 0 listed, 2 usage or configuration, 3 internal.',
    )
    .argument('[root]', 'folder of the site', text('The root'), '.')
    .option(
      '--config <file>',
      'configuration, relative to the root (default: blog.config.ts)',
      text('The file'),
    )
    .addOption(timeoutOption())
    .option('--json', 'write the list as one JSON document to stdout')
    .action((root: string, options: PluginsOptions) => plugins(rootOf(program, shell, root), options))
}

function addPreview(program: Command, shell: Shell, { preview }: Commands): void {
  const command = program
    .command('preview')
    .summary('serve what was built, as a host would')
    .description(
      'Serves what was built, as a host would, until it is ended. Exit codes: 2 usage, nothing built or no port, 3 internal.',
    )
    .argument('[root]', 'folder of the site', text('The root'), '.')
    .option(
      '--out <folder>',
      'output folder, relative to the root (default: that of the last build)',
      text('The folder'),
    )
    .option(
      '--base <path>',
      'path under which to serve it (default: that of the last build)',
      text('The path'),
    )
  withServerOptions(command).action((root: string, options: PreviewOptions) =>
    preview(rootOf(program, shell, root), options),
  )
}

function addVerify(program: Command, shell: Shell, { verify }: Commands): void {
  const command = program
    .command('verify')
    .summary('check that an incremental build gives what a clean one does')
    .description(
      'Checks that an incremental build gives what a clean one does, without publishing. Exit codes: 0 equal, ' +
        '1 different or errors in the content, 2 usage or configuration, 3 internal.',
    )
  withSiteOptions(command)
    .addOption(timeoutOption())
    .option('--json', 'write the outcome as one JSON document to stdout')
    .option('--quiet', 'write errors only')
    .action((root: string, options: VerifyOptions) => verify(rootOf(program, shell, root), options))
}

function addWatch(program: Command, shell: Shell, { watch }: Commands): void {
  const command = program
    .command('watch')
    .summary('build with each change, and show it in the browser')
    .description(
      'Builds the site again with each change and serves it, until Ctrl-C. Exit codes: 2 usage, 3 internal, ' +
        '130, 143 and 129 when it is ended by SIGINT (Ctrl-C), SIGTERM and SIGHUP.',
    )
  withSiteOptions(command)
    .option('--adopt', 'take over an output folder that blog-build did not make')
    .option('--port <n>', 'port to serve at (default: 4321, or the next that is free)', port)
    .option('--host [address]', 'let other machines see the site too (default: this one only)')
    .option('--open', 'open the site in the browser')
    .option('--no-server', 'build only, serve nothing')
    .option('--poll', 'look for changes every second, for disks that tell of none')
    .addOption(timeoutOption())
    .option('--json', 'write one JSON document a line to stdout')
    .addOption(new Option('--verbose', 'list changed addresses').conflicts('quiet'))
    .option('--quiet', 'write errors only')
    .action((root: string, { server, ...options }: WatchCommandOptions) =>
      // It is `true` where it is not said, as no other option is.
      watch(rootOf(program, shell, root), server === false ? { ...options, server } : options),
    )
}

/** `src/` and `dist/` lie side by side, so that this address is the same from both. */
function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  return String((manifest as { version: string }).version)
}
