/** Whether what a test gives is a plugin, as the command would see it in a configuration. */
import type { Plugin } from '../hooks/hook.js'
import { resolveConfig } from '../load/config.js'

/**
 * The plugin itself.
 *
 * @throws Error if the command would refuse it: it is none, or has a field that plugins don't have.
 */
export function testedPlugin(given: unknown): Plugin {
  // A configuration may have nothing in the place of a plugin; a test may not.
  if (!given) throw new Error(noPlugin('It must be a plugin, or a function that gives one.'))
  if (given instanceof Promise)
    throw new Error(noPlugin('`plugin` must be a plugin, not a promise; await it.'))
  const { messages } = resolveConfig({ plugins: [given] }, { folderName: '', flags: {} })
  if (messages.length === 0) return given as Plugin
  const lines = messages.map(({ text, remedy = '' }) =>
    `  ${text} ${remedy}`.replaceAll('plugins.0', 'plugin'),
  )
  throw new Error(noPlugin(`In a site it would be refused:\n${lines.join('\n')}`))
}

/** @throws Error if a plugin beside the tested one would take its place. */
export function refuseNamesake({ name }: Plugin, beside: readonly Plugin[]): void {
  if (!beside.some((other) => other.name === name)) return
  throw new Error(
    `\`config.plugins\` has another plugin \`${name}\`, which would take the place of the tested one. Take it out.`,
  )
}

function noPlugin(why: string): string {
  return `What is to be tested is no plugin. ${why}`
}
