/** Plugins and layouts with a guard around all of their code that runs in a build. */
import type { Activity } from './activity.js'
import type { Guard } from './guard.js'
import type { Awaitable, ClientEntry, Plugin } from './hook.js'
import type { LayoutModule } from './layout.js'

/** The hooks that are functions, and what their last parameter says of whom they are about. */
const hooks: Record<
  string,
  ((given: { path?: string; permalink?: string }) => string | undefined) | undefined
> = {
  config: undefined,
  sources: undefined,
  load: ({ path }) => path,
  entry: ({ path }) => path,
  pages: undefined,
  head: ({ permalink }) => permalink,
  emit: undefined,
  check: undefined,
  end: undefined,
}

type AnyFunction = (...given: unknown[]) => unknown

/** A plugin whose hooks and tasks run in a guard. It stands before the real one, which may be frozen. */
export function guardedPlugin<P extends Plugin>(plugin: P, guard: Guard): P {
  const own: PropertyDescriptorMap = {}
  const { name } = plugin
  for (const [hook, subjectOf] of Object.entries(hooks)) {
    const run = plugin[hook as keyof Plugin] as AnyFunction | undefined
    if (typeof run !== 'function') continue
    const value = (...given: unknown[]) => {
      const at = subjectOf?.(given.at(-1) as Parameters<typeof subjectOf>[0])
      const activity: Activity = { code: 'plugin', name, hook, ...(at === undefined ? {} : { at }) }
      return guard.run(activity, () => run.apply(plugin, given))
    }
    own[hook] = { value, enumerable: true }
  }
  if (plugin.tasks) own.tasks = { value: guardedTasks(plugin, guard), enumerable: true }
  if (plugin.client?.when) own.client = { value: guardedClient(plugin, guard), enumerable: true }
  return Object.create(plugin, own) as P
}

function guardedClient({ name, client }: Plugin, guard: Guard): ClientEntry {
  const when: ClientEntry['when'] = (context, page) => {
    const activity: Activity = { code: 'plugin', name, hook: 'client.when', at: page.permalink }
    // As the hook of an object of its own: it may look there for what it needs.
    return guard.run(activity, () => client?.when?.(context, page) as Awaitable<boolean>)
  }
  return { ...client, when }
}

function guardedTasks({ name, tasks }: Plugin, guard: Guard): Record<string, AnyFunction> {
  const guarded = Object.entries(tasks ?? {}).map(([task, run]): [string, AnyFunction] => [
    task,
    (...given) => {
      const activity: Activity = { code: 'plugin', name, hook: 'tasks', at: task }
      return guard.run(activity, () => (run as AnyFunction)(...given), given[1])
    },
  ])
  return Object.fromEntries(guarded)
}

/** As much of a loaded layout as is needed here. */
interface LoadedLike {
  module: LayoutModule
  path: string
}

/** Layouts that run in a guard: their `props`, and their component by `around`. */
export function guardedLayouts<T extends LoadedLike>(
  layouts: ReadonlyMap<string, T>,
  guardOf: (layout: T) => Guard,
): ReadonlyMap<string, T & { around: Around }> {
  return new Map([...layouts].map(([name, layout]) => [name, guardedLayout(layout, guardOf(layout))]))
}

/** Renders a page, by its address. */
export type Around = (page: string, render: () => string) => string

function guardedLayout<T extends LoadedLike>(layout: T, guard: Guard): T & { around: Around } {
  const { module, path } = layout
  const activity = (hook: string, at: string): Activity => ({ code: 'layout', name: path, hook, at })
  const around: Around = (page, render) => guard.run(activity('component', page), render) as string
  const { props } = module
  if (!props) return { ...layout, around }
  const guarded: LayoutModule['props'] = async (context, page) =>
    guard.run(activity('props', page.permalink), () => props(context, page))
  return { ...layout, around, module: { ...module, props: guarded } }
}
