/** Loads one remark or rehype plugin that is given by name, or by the URL of its file. */
import type { Pluggable } from 'unified'
import { type MarkdownModule, moduleName } from '../hooks/config.js'
import { markdownPluginExport, markdownPluginMissing, markdownPluginThrew } from '../messages/config.js'
import type { Where } from '../messages.js'
import { placeOfText } from './config-place.js'
import { pickPlugin } from './markdown-module.js'
import { type LoadedModule, loadModule, type ModulePlaces, type ModuleResult } from './module.js'

/** Options of `loadMarkdownPlugin`. */
export interface MarkdownPluginOptions extends ModulePlaces {
  /** Of the configuration: functions, and options that are no data, are known by it. @default '' */
  configHash?: string | undefined
  /** Path and text of the configuration file, for messages. */
  configPath?: string | undefined
  configText?: string | undefined
}

/** A plugin, without its options. */
export interface LoadedPlugin extends Omit<LoadedModule, 'module'> {
  plugin: Pluggable
}

/** What one came to; in any case, every file that was looked at. */
export interface MarkdownPluginResult extends Omit<ModuleResult, 'value'> {
  value?: LoadedPlugin
}

/** A name that begins with `.` is a file, relative to the root; any other one is a package. */
export async function loadMarkdownPlugin(
  given: MarkdownModule,
  options: MarkdownPluginOptions,
): Promise<MarkdownPluginResult> {
  const name = moduleName(given)
  const where = placeOfName(name, options)
  const { value, messages, ...looked } = await loadModule(
    {
      module: given.module,
      name,
      missing: (shown) => markdownPluginMissing(where, shown),
      threw: (reason) => markdownPluginThrew(where, name, reason),
    },
    options,
  )
  if (!value) return { ...looked, messages }
  const { module, ...known } = value
  const plugin = pickPlugin(module, name, given.export)
  if (plugin === undefined)
    return { ...looked, messages: [...messages, markdownPluginExport(where, name, given.export)] }
  return { value: { plugin, ...known }, ...looked, messages }
}

/** Where the configuration speaks of a plugin. */
export function placeOfName(name: string, { configPath, configText = '' }: MarkdownPluginOptions): Where {
  return { ...(configPath === undefined ? {} : { path: configPath }), place: placeOfText(configText, name) }
}
