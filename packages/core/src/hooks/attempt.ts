/** Calls of hooks whose answers need no look: light, because each build tells its end, even one that made nothing. */
import { EngineError } from '../engine/error.js'
import { pluginChangedGlobals, pluginFailed } from '../messages/plugin.js'
import type { Message, Result } from '../model.js'
import { CommonsChanged } from './commons-changed.js'
import { CodeFailure, harmless } from './failure.js'
import type { Awaitable, Hooks, Plugin } from './hook.js'

/** Which hook is called, and on what: for messages. */
export interface Call {
  hook: keyof Hooks | 'client.when' | 'tasks'
  /** Path of the file that the call is about, if it is about one. */
  path?: string
  /** What else it is about: the address of a page, or the name of a task. */
  at?: string
  /** What a task was asked for, in short. */
  on?: string
}

/** parallel: every plugin is told at once; only failures come back. */
export async function parallel<P extends Plugin>(
  plugins: readonly P[],
  call: Call,
  tell: (plugin: P) => Awaitable<void>,
): Promise<Message[]> {
  const results = await Promise.all(plugins.map((plugin) => attempt(plugin, call, () => tell(plugin))))
  return results.flatMap(({ messages }) => messages)
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
    const thrown = harmless(error)
    if (thrown instanceof EngineError) throw thrown
    return { value: undefined, messages: failures(plugin, call, thrown) }
  }
}

/** What is said of whatever a hook threw. */
function failures({ name }: { name: string }, call: Call, thrown: Error): Message[] {
  if (thrown instanceof CommonsChanged) {
    const { suspects, changed, cause } = thrown
    const own = cause instanceof Error ? failures({ name }, call, cause) : []
    return [...own, pluginChangedGlobals(suspects, changed)]
  }
  return [pluginFailed(name, call, thrown.message, thrown instanceof CodeFailure ? thrown.where : {})]
}
