/** What is known of the plugins of a site, for people who look at their order. */
import type { Definition } from './hooks/definition.js'
import { type Hooks, hookKinds } from './hooks/hook.js'
import { shownFile } from './load/plugin-functions.js'
import type { Message } from './model.js'
import type { LoadedCode } from './pipeline/inputs.js'

/** One plugin, in the order in which they run. */
export interface PluginSummary {
  name: string
  version?: string
  /** Whether it came with the preset or with the configuration. */
  from: 'preset' | 'configuration'
  /** Those that it has, in the order of a build. */
  hooks: { name: string; kind: 'first' | 'sequential' | 'collect' | 'parallel' }[]
  /** Names of its tasks. */
  tasks: string[]
  /** Names of services. */
  provides: string[]
  requires: { service: string; isOptional: boolean }[]
  order?: 'pre' | 'post'
  /** Names of the collections that it brings. */
  collections: string[]
  /** Its module of functions for threads, as `compute` names it; of a URL the file alone. */
  compute?: string
  /** What it brings for the browser, as paths in the output folder. */
  client: string[]
  /** What its results are remembered by: changes with its code, version and options. */
  key: string
}

/** The plugins of a site, or why they can't be told. */
export interface PluginList {
  plugins: PluginSummary[]
  /** Errors of the configuration, or of the code that goes with it. With one, there are no plugins. */
  messages: Message[]
}

/** Tells what loaded plugins are. */
export function listPlugins({ plugins, clients }: LoadedCode): PluginSummary[] {
  return plugins.map(({ plugin, hash, isPreset }) => {
    const {
      name,
      version,
      order,
      tasks = {},
      provides = [],
      requires = [],
      collections = {},
      compute,
    } = plugin
    const hooks = Object.keys(hookKinds) as (keyof Hooks<Definition>)[]
    return {
      name,
      ...(version === undefined ? {} : { version }),
      from: isPreset ? 'preset' : 'configuration',
      hooks: hooks
        .filter((hook) => plugin[hook] !== undefined)
        .map((hook) => ({ name: hook, kind: hookKinds[hook] })),
      tasks: Object.keys(tasks),
      provides: provides.map(({ service }) => service),
      requires: requires.map(({ service, isOptional }) => ({ service, isOptional })),
      ...(order === undefined ? {} : { order }),
      collections: Object.keys(collections),
      ...(compute === undefined ? {} : { compute: shownFile(compute) }),
      client: clients.get(name)?.files.map(({ path }) => path) ?? [],
      key: hash,
    }
  })
}
