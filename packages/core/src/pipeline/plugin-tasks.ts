/** Tasks of plugins, and files that such a task makes. */
import { attempt, type Call } from '../hooks/driver.js'
import { pluginUnknownTask, pluginValue } from '../messages/plugin.js'
import { shortJson } from '../messages/reason.js'
import type { Emitted } from '../model.js'
import { type PublishedAsset, toAsset } from './asset.js'
import type { BuildTask } from './context.js'
import { emitContext } from './hook-context.js'
import { keepable } from './keepable.js'

/** Which task of which plugin, and with what. */
export interface PluginTaskCall {
  plugin: string
  name: string
  argument: unknown
}

/** A plugin's own task: it may ask whatever its hooks may ask. */
export const pluginTask: BuildTask<PluginTaskCall, unknown> = {
  name: 'plugin-task',
  isLazy: true,
  keep: 'memo',
  async run(context, { plugin: owner, name, argument }) {
    const plugin = context.plugin(owner)
    const own = plugin?.tasks && Object.hasOwn(plugin.tasks, name) ? plugin.tasks[name] : undefined
    if (!plugin || !own) {
      const known = Object.keys(plugin?.tasks ?? {})
      return { value: undefined, messages: [pluginUnknownTask(owner, name, known)] }
    }
    const call: Call = { hook: 'tasks', at: name, ...(argument === null ? {} : { on: shortJson(argument) }) }
    const answer = await attempt(plugin, call, () => own(emitContext(context, plugin), argument as never))
    const kept = keepable(owner, call, answer, undefined)
    return plugin.forget?.includes(name) ? { ...kept, keep: 'hash' } : kept
  },
}

/** A file that a task of a plugin makes, published under a name that carries its hash. */
export const generated: BuildTask<PluginTaskCall, PublishedAsset | undefined> = {
  name: 'generated',
  isLazy: true,
  async run(context, call) {
    const file = await context.get(pluginTask, call)
    if (file === undefined) return { value: undefined, messages: [] }
    if (isFile(file)) return { value: toAsset(file.path, bytesOf(file)), messages: [] }
    const expected = 'a file: `{ path, body }`, the body text or a Uint8Array'
    const said = pluginValue(call.plugin, { hook: 'tasks', at: call.name }, '', 'what is no file', expected)
    return { value: undefined, messages: [said] }
  },
}

function isFile(value: unknown): value is Emitted {
  const { path, body } = (value ?? {}) as Partial<Record<keyof Emitted, unknown>>
  return typeof path === 'string' && (typeof body === 'string' || body instanceof Uint8Array)
}

function bytesOf({ body }: Emitted): Uint8Array {
  return typeof body === 'string' ? new TextEncoder().encode(body) : body
}

export const pluginTasks = [pluginTask, generated] as const
