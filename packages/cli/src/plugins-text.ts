/** The plugins of a site, as text for people. */
import type { PluginSummary } from '@blog-build/core'
import type { Colors } from './colors.js'
import { visibleLine } from './visible.js'

/** What the text needs beside the plugins. */
export interface PluginsTextOptions {
  colors: Colors
  /** Columns to fill. */
  width: number
}

/** A head for each plugin, numbered in their order, and an indented line for each thing that it has. */
export function pluginsText(
  plugins: readonly PluginSummary[],
  { colors, width }: PluginsTextOptions,
): string {
  if (plugins.length === 0) return 'This site has no plugins.\n'
  const digits = String(plugins.length).length
  const blocks = plugins.map((plugin, at) => {
    const { name, version, from } = plugin
    const number = String(at + 1).padStart(digits)
    const said = [version, from === 'preset' ? 'built in' : undefined].filter((part) => part !== undefined)
    const head = `${number} ${colors.bold(visibleLine(name))}${said.length > 0 ? `  ${colors.dim(said.join(', '))}` : ''}`
    const lines = factsOf(plugin).flatMap(([what, items]) => wrapped(what, items, width - digits - 1))
    return [head, ...lines.map((line) => `${' '.repeat(digits + 1)}${line}`)].join('\n')
  })
  return `${blocks.join('\n')}\n`
}

/** What a plugin has, as a word and a list; what it does not have is left out. */
function factsOf(plugin: PluginSummary): [what: string, items: string[]][] {
  const { hooks, tasks, requires, provides, order, collections, compute, client, key } = plugin
  const facts: [string, string[]][] = [
    ['hooks', hooks.map(({ name, kind }) => `${name} (${kind})`)],
    ['tasks', tasks],
    ['provides', provides],
    ['requires', requires.map(({ service, isOptional }) => (isOptional ? `${service} (optional)` : service))],
    ['order', order === undefined ? [] : [order]],
    ['collections', collections],
    ['compute', compute === undefined ? [] : [compute]],
    ['client', client],
    ['key', [key]],
  ]
  return facts.filter(([, items]) => items.length > 0)
}

/** `hooks     config (sequential), emit (collect)`, on as many lines as it takes. */
function wrapped(what: string, items: readonly string[], width: number): string[] {
  const indent = 13
  const lines: string[] = []
  let line = ''
  for (const [at, item] of items.entries()) {
    const text = visibleLine(item) + (at < items.length - 1 ? ',' : '')
    if (line !== '' && indent + line.length + 1 + text.length > width) {
      lines.push(line)
      line = text
    } else line = line === '' ? text : `${line} ${text}`
  }
  return [...lines, line].map((one, at) => (at === 0 ? what : '').padEnd(indent) + one)
}
