/** `blog-build plugins`: lists the plugins of a site in the order in which they run. Builds nothing. */
import type { PluginList, SiteOptions } from '@blog-build/core'
import { colorsFor } from '../colors.js'
import { errorText } from '../failure-text.js'
import { pluginsText } from '../plugins-text.js'
import { reportMessages } from '../reporter.js'
import { sourcesIn } from '../source-text.js'

/** The options of the command line, checked. */
export interface PluginsOptions {
  config?: string
  json?: boolean
}

/** The part of `process` that the command uses. */
export interface PluginsWorld {
  stdout: { write(text: string): unknown; isTTY?: boolean; columns?: number }
  stderr: { write(text: string): unknown }
  env: NodeJS.ProcessEnv
  exitCode?: number | string | null | undefined
}

/** Exit codes: 0 listed; 2 the configuration has errors; 3 a fault of the program. */
export async function plugins(
  root: string,
  options: PluginsOptions,
  world: PluginsWorld = process,
): Promise<void> {
  const { stdout, stderr } = world
  try {
    const { openSite } = await import('../compose.js')
    const siteOptions: SiteOptions = {
      root,
      ...(options.config === undefined ? {} : { configFile: options.config }),
    }
    const { site, urlOf } = openSite(siteOptions)
    const list: PluginList = await site.plugins()
    const isRefused = list.messages.some(({ severity }) => severity === 'error')
    const colors = colorsFor(stdout, world.env)
    const width = stdout.isTTY ? Math.min(Math.max(stdout.columns || 80, 40), 160) : 100
    if (options.json) stdout.write(`${JSON.stringify(list, undefined, 2)}\n`)
    else if (!isRefused) stdout.write(pluginsText(list.plugins, { colors, width }))
    stderr.write(reportMessages(list.messages, { colors, width, sourceOf: sourcesIn(root), urlOf }))
    world.exitCode = isRefused ? 2 : 0
  } catch (error) {
    stderr.write(`blog-build broke off while it looked at the plugins:\n\n${errorText(error)}\n`)
    world.exitCode = 3
  }
}
