/** The plugins of a site: those of the preset and the user's, their options checked, in their order. */
import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { ConfiguredPlugin, Plugin } from '../hooks/hook.js'
import { type OrderProblem, orderPlugins } from '../hooks/order.js'
import { standBefore } from '../hooks/stand-before.js'
import { pluginFailed, pluginValue } from '../messages/plugin.js'
import {
  pluginCycle,
  pluginOption,
  pluginReservedName,
  pluginServiceMissing,
  pluginServiceTwice,
  pluginTwice,
} from '../messages/plugin-setup.js'
import { reasonOf } from '../messages/reason.js'
import type { Where } from '../messages.js'
import type { Message, Result } from '../model.js'
import { isMarkdownPlugin } from './config-schema.js'
import { frozen } from './frozen.js'

/** Options of `configurePlugins`. */
export interface PluginsToConfigure {
  /** Of the preset: they come first. */
  preset: readonly Plugin[]
  /** As the configuration lists them. One of the same name takes the place of the preset's. */
  own: readonly (Plugin | false | null | undefined)[]
  /** Where something of a plugin of the user's stands: its position in the list, then the field of its options. */
  whereIs(path: readonly PropertyKey[]): Where
  /**
   * Stands around the code of a plugin that runs now: the schema of its options, and what gives its Markdown plugins.
   *
   * @default nothing does
   */
  around?<T>(plugin: Plugin, part: 'options' | 'remark' | 'rehype' | 'client.script', run: () => T): T
}

type Around = NonNullable<PluginsToConfigure['around']>

/** Names of other owners of pages and outputs. */
const reservedNames = new Set(['core', 'public', 'asset', 'client', 'styles'])

/** Checks options and order; of a plugin nothing runs but the schema of its options and what gives its Markdown plugins. */
export async function configurePlugins({
  preset,
  own,
  whereIs,
  around = (_plugin, _part, run) => run(),
}: PluginsToConfigure): Promise<Result<ConfiguredPlugin[] | undefined>> {
  const merged = merge(preset, own)
  const whereOf = (name: string, path: readonly PropertyKey[] = []): Where => {
    const at = own.findLastIndex((plugin) => plugin && plugin.name === name)
    return at < 0 ? {} : whereIs([at, ...path])
  }
  const messages: Message[] = merged
    .filter(({ name }) => reservedNames.has(name))
    .map(({ name }) => pluginReservedName(whereOf(name), name))
  const configured: ConfiguredPlugin[] = []
  for (const plugin of merged) {
    const checked = await settingsOf(plugin, whereOf, around)
    messages.push(...checked.messages)
    if (checked.messages.length > 0) continue
    const made = withSettings(plugin, checked.value, whereOf(plugin.name), around)
    messages.push(...made.messages)
    configured.push(made.value)
  }
  const { plugins, problems } = orderPlugins(merged)
  messages.push(...problems.map((problem) => orderMessage(problem, whereOf)))
  if (messages.length > 0) return { value: undefined, messages }
  const position = new Map(plugins.map((plugin, at) => [plugin.name, at]))
  const at = ({ name }: Plugin) => position.get(name) ?? 0
  return { value: configured.sort((a, b) => at(a) - at(b)), messages: listedTwice(own, whereIs) }
}

/** One that takes the place of the preset's is meant to; one that takes that of another in the same list is not. */
function listedTwice(own: PluginsToConfigure['own'], whereIs: PluginsToConfigure['whereIs']): Message[] {
  return own.flatMap((plugin, at) => {
    const isReplaced = plugin && own.slice(at + 1).some((later) => later && later.name === plugin.name)
    return isReplaced ? [pluginTwice(whereIs([at]), plugin.name)] : []
  })
}

function merge(preset: readonly Plugin[], own: PluginsToConfigure['own']): Plugin[] {
  const byName = new Map<string, Plugin>()
  for (const plugin of [...preset, ...own]) if (plugin) byName.set(plugin.name, plugin)
  return [...byName.values()]
}

type WhereOf = (name: string, path?: readonly PropertyKey[]) => Where

/** What the schema makes of the options, frozen. */
async function settingsOf(plugin: Plugin, whereOf: WhereOf, around: Around): Promise<Result<unknown>> {
  const { name, options } = plugin
  if (!options) return { value: undefined, messages: [] }
  const { schema, given } = options
  try {
    const answer = await around(plugin, 'options', () => schema['~standard'].validate(given))
    if (!answer.issues) return { value: frozen(answer.value), messages: [] }
    if (answer.issues.length === 0) {
      return {
        value: undefined,
        messages: [pluginOption(whereOf(name), name, '', 'its schema does not say why')],
      }
    }
    const messages = answer.issues.map((issue) => {
      const path = pathOf(issue)
      return pluginOption(whereOf(name, path), name, path.map(String).join('.'), String(issue.message))
    })
    return { value: undefined, messages }
  } catch (error) {
    return {
      value: undefined,
      messages: [pluginFailed(name, { hook: 'options' }, reasonOf(error), whereOf(name))],
    }
  }
}

function pathOf({ path = [] }: StandardSchemaV1.Issue): PropertyKey[] {
  return path.map((part) => (typeof part === 'object' ? part.key : part))
}

/** The plugin stays as it is: what is known of it now stands before it. */
function withSettings(
  plugin: Plugin,
  settings: unknown,
  where: Where,
  around: Around,
): Result<ConfiguredPlugin> {
  const own: PropertyDescriptorMap = { settings: { value: settings } }
  const messages: Message[] = []
  for (const hook of ['remark', 'rehype'] as const) {
    const given = plugin[hook]
    if (typeof given !== 'function') continue
    try {
      const value = around(plugin, hook, () => given.call(plugin, { options: settings }))
      const found = noSteps(value)
      if (found === undefined) own[hook] = { value, enumerable: true }
      else messages.push({ ...pluginValue(plugin.name, { hook }, '', found, steps), ...where })
    } catch (error) {
      messages.push(pluginFailed(plugin.name, { hook }, reasonOf(error), where))
    }
  }
  return { value: standBefore(plugin, own) as ConfiguredPlugin, messages }
}

const steps = 'a list of plugins of unified, not a promise: the list is needed before anything runs'

/** What is given instead of a list of Markdown plugins, in words. */
function noSteps(value: unknown): string | undefined {
  if (value instanceof Promise) {
    // Nobody waits for it: what it rejects with is not told either.
    value.catch(() => {})
    return 'a promise'
  }
  if (!Array.isArray(value)) return 'what is no list'
  return value.every(isMarkdownPlugin) ? undefined : 'a list with something else than plugins of unified'
}

function orderMessage(problem: OrderProblem, whereOf: WhereOf): Message {
  switch (problem.kind) {
    case 'missing':
      return pluginServiceMissing(whereOf(problem.plugin), problem.plugin, problem.service, problem.near)
    case 'twice':
      return pluginServiceTwice(whereOf(problem.plugins[1]), problem.service, problem.plugins)
    case 'cycle':
      return pluginCycle(whereOf(problem.plugins[0]?.plugin ?? ''), problem.plugins)
  }
}
