/**
 * Calls hooks by their law. A hook that fails says so in a message that names plugin, hook and
 * subject; the others still run, so that one bad plugin hides nothing.
 */
import { pluginValue } from '../messages/plugin.js'
import type { Message, Result } from '../model.js'
import { problemOf } from './answers.js'
import { attempt, type Call } from './attempt.js'
import type { Awaitable, Plugin } from './hook.js'

export { attempt, type Call, parallel } from './attempt.js'

/** collect: every plugin answers, the answers stay in order. */
export async function collect<T, P extends Plugin = Plugin>(
  plugins: readonly P[],
  call: Call,
  ask: (plugin: P) => Awaitable<T>,
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

/** first: plugins are asked in order until one answers. */
export async function first<T, P extends Plugin = Plugin>(
  plugins: readonly P[],
  call: Call,
  ask: (plugin: P) => Awaitable<T | undefined>,
): Promise<Result<{ plugin: string; answer: T } | undefined>> {
  const messages: Message[] = []
  for (const plugin of plugins) {
    const result = checked(plugin, call, await attempt(plugin, call, () => ask(plugin)))
    messages.push(...result.messages)
    if (result.value !== undefined) {
      return { value: { plugin: plugin.name, answer: result.value }, messages }
    }
  }
  return { value: undefined, messages }
}

/** sequential: each takes what the one before gave; one that fails is passed over. */
export async function sequential<T, P extends Plugin = Plugin>(
  plugins: readonly P[],
  call: Call,
  start: T,
  ask: (plugin: P, value: T) => Awaitable<T>,
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

/** An answer that is none of the kind that the hook should give is told, and left out. */
function checked<T>(
  plugin: { name: string },
  call: Call,
  result: Result<T | undefined>,
  given?: T,
): Result<T | undefined> {
  const problem = result.messages.length > 0 ? undefined : safeProblemOf(call.hook, result.value, given)
  if (problem === undefined) return result
  const { field, found, expected } = problem
  // Asked for each page, it would say the same of each.
  const told: Call = call.hook === 'client.when' ? { hook: call.hook } : call
  return { value: undefined, messages: [pluginValue(plugin.name, told, field, found, expected)] }
}

/** A foreign object may throw when it is read. */
function safeProblemOf(...given: Parameters<typeof problemOf>): ReturnType<typeof problemOf> {
  try {
    return problemOf(...given)
  } catch {
    return {
      field: '',
      found: "something that can't be read",
      expected: 'plain data: JSON, Date and Uint8Array',
    }
  }
}
