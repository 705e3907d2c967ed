/** Functions of plugins, as a thread runs them. */
import { type ModuleCode, openModule } from '../load/module-code.js'
import type { MarkdownOptions } from '../markdown/processor.js'

/** The module of a plugin. */
export interface ThreadFunctions {
  plugin: string
  code: ModuleCode
}

/** Which function of which plugin, and with what. */
export interface FunctionCall {
  plugin: string
  name: string
  argument: unknown
}

/** Calls a function; rejects with what it throws. */
export type CallFunction = (call: FunctionCall) => Promise<{ value: unknown }>

/** Loads the modules. One that can't be loaded here fails when it is called. */
export async function openFunctions(
  list: readonly ThreadFunctions[],
): Promise<(guard: MarkdownOptions['guard']) => CallFunction> {
  const opened = list.map(async ({ plugin, code }) => [plugin, await openModule(code, plugin)] as const)
  const settled = await Promise.allSettled(opened)
  const modules = new Map(settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])))
  return (guard) =>
    async ({ plugin, name, argument }) => {
      const leave = guard?.begin({ code: 'plugin', name: plugin, hook: 'compute', at: name })
      try {
        const run = modules.get(plugin)?.[name] as (argument: unknown) => unknown
        return { value: await run(argument) }
      } finally {
        leave?.()
      }
    }
}
