/** What code of others is at, told while it runs: whoever waits for it in vain can then name it. */
import type { Awaitable, Plugin } from './hook.js'
import type { LayoutModule } from './layout.js'

/** A piece of work of code that is not core's. */
export interface Activity {
  /** Whose work it is. `configuration`: of whatever is loaded with it, plugins and layouts among it. */
  code: 'configuration' | 'layout' | 'plugin'
  /** Name of the plugin; path of the layout, relative to the root, or `@theme/post.tsx`. */
  name?: string
  /** The hook of the plugin, `tasks` for a task of its own; `props` or `component` of a layout. */
  hook?: string
  /** Path of the source, or address of the page, that it is about. */
  at?: string
}

/**
 * Told that a piece of work begins, and what the task is asked for if it is one. What it gives back is called once
 * that has ended, however it has.
 */
export type OnActivity = (activity: Activity, argument?: unknown) => () => void

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

/** A plugin that tells when its hooks and tasks run. It stands before the real one, which may be frozen. */
export function telling<P extends Plugin>(plugin: P, onActivity: OnActivity): P {
  const own: PropertyDescriptorMap = {}
  const { name } = plugin
  for (const [hook, subjectOf] of Object.entries(hooks)) {
    const run = plugin[hook as keyof Plugin] as AnyFunction | undefined
    if (typeof run !== 'function') continue
    const value = (...given: unknown[]) => {
      const at = subjectOf?.(given.at(-1) as Parameters<typeof subjectOf>[0])
      return during(onActivity({ code: 'plugin', name, hook, ...(at === undefined ? {} : { at }) }), () =>
        run.apply(plugin, given),
      )
    }
    own[hook] = { value, enumerable: true }
  }
  if (plugin.tasks) own.tasks = { value: tellingTasks(plugin, onActivity), enumerable: true }
  return Object.create(plugin, own) as P
}

type AnyFunction = (...given: unknown[]) => unknown

function tellingTasks({ name, tasks }: Plugin, onActivity: OnActivity): Record<string, AnyFunction> {
  const told = Object.entries(tasks ?? {}).map(([task, run]): [string, AnyFunction] => [
    task,
    (...given) =>
      during(onActivity({ code: 'plugin', name, hook: 'tasks', at: task }, given[1]), () =>
        (run as AnyFunction)(...given),
      ),
  ])
  return Object.fromEntries(told)
}

/** Runs something that may take its time, and calls `ended` when it has ended. */
export function during<T>(ended: () => void, run: () => Awaitable<T>): Awaitable<T> {
  let answer: Awaitable<T>
  try {
    answer = run()
  } catch (error) {
    ended()
    throw error
  }
  if (answer instanceof Promise) return answer.finally(ended)
  ended()
  return answer
}

/** Layouts that tell when they run. */
export function tellingLayouts<T extends LoadedLike>(
  layouts: ReadonlyMap<string, T>,
  onActivity: OnActivity,
): ReadonlyMap<string, T> {
  return new Map([...layouts].map(([name, layout]) => [name, tellingLayout(layout, onActivity)]))
}

/** As much of a loaded layout as is needed here. */
interface LoadedLike {
  module: LayoutModule
  path: string
}

function tellingLayout<T extends LoadedLike>(layout: T, onActivity: OnActivity): T {
  const { module, path } = layout
  const tell = (hook: string, at: string) => onActivity({ code: 'layout', name: path, hook, at })
  const { props } = module
  const onRender = (page: string) => tell('component', page)
  if (!props) return { ...layout, onRender }
  const told: LayoutModule['props'] = async (context, page) =>
    during(tell('props', page.permalink), () => props(context, page))
  return { ...layout, onRender, module: { ...module, props: told } }
}
