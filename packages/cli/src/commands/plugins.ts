/** `blog-build plugins`: lists the plugins of a site in the order in which they run. Builds nothing. */
import { colorsFor } from '../colors.js'
import { errorText } from '../failure-text.js'
import { pluginsText } from '../plugins-text.js'
import { reportMessages } from '../reporter.js'
import type { Answers } from '../session/protocol.js'
import { sourcesIn } from '../source-text.js'
import { type Stream, takeStreams } from '../streams.js'

/** The options of the command line, checked. */
export interface PluginsOptions {
  config?: string
  /** In seconds; 0 for never. */
  timeout?: number
  json?: boolean
}

/** The part of `process` that the command uses. */
export interface PluginsWorld {
  stdout: Stream
  stderr: Stream
  env: NodeJS.ProcessEnv
  exitCode?: number | string | null | undefined
}

/** How long code may take to load, in seconds, where nobody says otherwise. */
const usualTimeout = 30

/** Exit codes: 0 listed; 2 the configuration has errors; 3 a fault of the program. */
export async function plugins(
  root: string,
  options: PluginsOptions,
  world: PluginsWorld = process,
): Promise<void> {
  const { stdout, env } = world
  const streams = takeStreams(stdout, world.stderr, { reserved: options.json === true, clear() {} })
  try {
    const { list, urls } = await ask(root, options, world)
    const isRefused = list.messages.some(({ severity }) => severity === 'error')
    const colors = colorsFor(stdout, env)
    const width = stdout.isTTY ? Math.min(Math.max(stdout.columns || 80, 40), 160) : 100
    if (options.json) streams.out(`${JSON.stringify(list, undefined, 2)}\n`)
    else if (!isRefused) streams.out(pluginsText(list.plugins, { colors, width }))
    const urlOf = (rule: string) => urls[rule]
    streams.err(reportMessages(list.messages, { colors, width, sourceOf: sourcesIn(root), urlOf }))
    world.exitCode = isRefused ? 2 : 0
  } catch (error) {
    streams.err(`blog-build broke off while it looked at the plugins:\n\n${errorText(error)}\n`)
    world.exitCode = 3
  }
}

/** In a thread, since the configuration is code: it may loop, end the process or leave something running. */
async function ask(root: string, options: PluginsOptions, world: PluginsWorld): Promise<Answers['plugins']> {
  const { openSiteThread } = await import('../session/site-thread.js')
  const { ThreadFailed } = await import('../session/thread-failure.js')
  const thread = openSiteThread({
    site: { root, ...(options.config === undefined ? {} : { configFile: options.config }) },
    timeout: options.timeout ?? usualTimeout,
    onPrint: (stream, text) => void world[stream].write(text),
  })
  try {
    return await thread.ask('plugins', undefined)
  } catch (error) {
    if (!(error instanceof ThreadFailed) || !error.failure.work) throw error
    const { messageUrl } = await import('@blog-build/core')
    const { said } = error
    return { list: { plugins: [], messages: [said] }, urls: { [said.rule]: messageUrl(said.rule) } }
  } finally {
    await thread.close().gone
  }
}
