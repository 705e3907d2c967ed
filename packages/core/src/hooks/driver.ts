/**
 * Calls hooks by their law. A hook that fails says so in a message that names plugin, hook and
 * subject; the others still run, so that one bad plugin hides nothing.
 */
import { EngineError } from '../engine/error.js'
import { pluginFailed, pluginValue } from '../messages/plugin.js'
import type { Message, Result } from '../model.js'
import { problemOf } from './answers.js'
import type { Awaitable, Hooks, Plugin } from './hook.js'

/** Which hook is called, and on what: for messages. */
export interface Call {
  hook: keyof Hooks | 'tasks'
  /** Path of the file that the call is about, if it is about one. */
  path?: string
}

/** collect: every plugin answers, the answers stay in order. */
export async function collect<T>(
  plugins: readonly Plugin[],
  call: Call,
  ask: (plugin: Plugin) => Awaitable<T>,
): Promise<Result<{ plugin: string; answer: T }[]>> {
  const answers: { plugin: string; answer: T }[] = []
  const messages: Message[] = []
  for (const plugin of plugins) {
    const result = checked(plugin, call, await attempt(plugin, call, () => ask(plugin)))
    messages.push(...result.messages)
    if (result.value !== undefined) answers.push({ plugin: plugin.name, answer: result.value })
  }
  return { value: answers, messages }
}

/** parallel: every plugin is told at once; only failures come back. */
export async function parallel(
  plugins: readonly Plugin[],
  call: Call,
  tell: (plugin: Plugin) => Awaitable<void>,
): Promise<Message[]> {
  const results = await Promise.all(plugins.map((plugin) => attempt(plugin, call, () => tell(plugin))))
  return results.flatMap(({ messages }) => messages)
}

/** first: plugins are asked in order until one answers. */
export async function first<T>(
  plugins: readonly Plugin[],
  call: Call,
  ask: (plugin: Plugin) => Awaitable<T | undefined>,
): Promise<Result<T | undefined>> {
  const messages: Message[] = []
  for (const plugin of plugins) {
    const result = checked(plugin, call, await attempt(plugin, call, () => ask(plugin)))
    messages.push(...result.messages)
    if (result.value !== undefined) return { value: result.value, messages }
  }
  return { value: undefined, messages }
}

/** sequential: each takes what the one before gave; one that fails is passed over. */
export async function sequential<T>(
  plugins: readonly Plugin[],
  call: Call,
  start: T,
  ask: (plugin: Plugin, value: T) => Awaitable<T>,
): Promise<Result<T>> {
  const messages: Message[] = []
  let value = start
  for (const plugin of plugins) {
    const result = checked(plugin, call, await attempt(plugin, call, () => ask(plugin, value)), value)
    messages.push(...result.messages)
    if (result.value !== undefined) value = result.value
  }
  return { value, messages }
}

/** Calls one hook; a failure of the engine itself is not the plugin's and goes on up. */
export async function attempt<T>(
  plugin: { name: string },
  call: Call,
  ask: () => Awaitable<T>,
): Promise<Result<T | undefined>> {
  try {
    return { value: await ask(), messages: [] }
  } catch (error) {
    if (error instanceof EngineError) throw error
    return { value: undefined, messages: [pluginFailed(plugin.name, call.hook, call.path, error)] }
  }
}

/** An answer that is none of the kind that the hook should give is told, and left out. */
function checked<T>(
  plugin: { name: string },
  { hook, path }: Call,
  result: Result<T | undefined>,
  given?: T,
): Result<T | undefined> {
  const problem = problemOf(hook, result.value, given)
  if (problem === undefined) return result
  const { field, found, expected } = problem
  const said = pluginValue(plugin.name, hook, field, found, expected)
  return { value: undefined, messages: [path === undefined ? said : { ...said, path }] }
}
