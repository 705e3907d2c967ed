/** Who did what within each task: which plugin gave which answer, and what was read round the context. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { hashOf } from '../hash.js'
import type { Awaitable, ConfiguredPlugin } from '../hooks/hook.js'
import type { OnStep } from '../markdown/plugin-list.js'
import type { CodeSource, LoadedCode } from '../pipeline/inputs.js'

/** What one plugin gave within a task, as a hash. */
export type Step = readonly [plugin: string, hash: string]

/** A read of `node:fs` within a task. */
export interface RoundRead {
  /** The plugin that was at work, if it is known. */
  plugin?: string
  /** Key of the task. */
  key: string
  path: string
}

/** Watches tasks of one side. */
export interface Trace {
  around<T>(key: string, run: () => T): T
  /** Sees what Markdown plugins make of trees. */
  onStep: OnStep
  /** Told a path that the task at work reads by itself. */
  onRead(path: string): void
  /** The same code, with plugins whose answers are noted. */
  watch(source: CodeSource): CodeSource
  /** What plugins gave within a task, in order. */
  steps(key: string): readonly Step[]
  reads(): RoundRead[]
  /** The tasks have ended: until the next one, nothing costs time. What was seen stays. */
  rest(): void
}

/** A task at work. */
interface Work {
  key: string
  steps: Step[]
  /** The plugin that is at it. */
  plugin?: string | undefined
}

/** Hooks whose answers several plugins give within one task. */
const noted = ['sources', 'load', 'entry', 'pages', 'head', 'check'] as const

/** Starts with nothing seen. */
export function createTrace(): Trace {
  const working = new AsyncLocalStorage<Work>()
  const steps = new Map<string, Step[]>()
  const reads = new Map<string, RoundRead>()
  const note = (work: Work, plugin: string, hash: string) => {
    work.steps.push([plugin, hash])
    steps.set(work.key, work.steps)
  }
  const watchedPlugin = (plugin: ConfiguredPlugin) => withNotes(plugin, working, note)
  let watched: { code: LoadedCode; from: LoadedCode } | undefined

  return {
    around: (key, run) => working.run({ key, steps: [] }, run),
    onStep(tree, file, name) {
      const work = working.getStore()
      if (!work) return
      if (work.plugin !== undefined) note(work, work.plugin, digest([tree, file.messages.map(String)]))
      work.plugin = name
    },
    onRead(path) {
      const { key = '', plugin = pluginIn(key) } = working.getStore() ?? {}
      const read = { key, path, ...(plugin === undefined ? {} : { plugin }) }
      const id = `${plugin ?? key}\0${path}`
      if (!reads.has(id)) reads.set(id, read)
    },
    watch: (source) => ({
      get isSame() {
        return source.isSame
      },
      get() {
        const from = source.get()
        if (watched?.from === from) return watched.code
        const plugins = from.plugins.map((one) => ({ ...one, plugin: watchedPlugin(one.plugin) }))
        watched = { from, code: { ...from, plugins } }
        return watched.code
      },
    }),
    steps: (key) => steps.get(key) ?? [],
    reads: () => [...reads.values()],
    // Others in this process would pay for it at each promise of theirs.
    rest: () => working.disable(),
  }
}

/** The plugin that a task belongs to by its key. */
export function pluginIn(key: string): string | undefined {
  const [, named] = /^(?:emitted|pages-of-plugin|rules-of-plugin):(".*")$/.exec(key) ?? []
  if (named !== undefined) return JSON.parse(named) as string
  const [, asked] = /^plugin-task:[!~]?(\{.*\})$/s.exec(key) ?? []
  return asked === undefined ? undefined : (JSON.parse(asked) as { plugin: string }).plugin
}

/** A plugin that tells what its hooks answer; it stands before the real one, which may be frozen. */
function withNotes(
  plugin: ConfiguredPlugin,
  working: AsyncLocalStorage<Work>,
  note: (work: Work, plugin: string, hash: string) => void,
): ConfiguredPlugin {
  const hooks: PropertyDescriptorMap = {}
  for (const name of noted) {
    const hook = plugin[name] as ((...given: unknown[]) => Awaitable<unknown>) | undefined
    if (typeof hook !== 'function') continue
    const value = async (...given: unknown[]) => {
      const work = working.getStore()
      if (work) work.plugin = plugin.name
      const answer = await hook.apply(plugin, given)
      if (work) note(work, plugin.name, digest(answer))
      return answer
    }
    hooks[name] = { value, enumerable: true }
  }
  return Object.create(plugin, hooks) as ConfiguredPlugin
}

/** What can't be written down counts as equal: it is no ground to blame anybody. */
function digest(value: unknown): string {
  try {
    return hashOf(JSON.stringify(value) ?? '')
  } catch {
    return ''
  }
}
