/** Adds plugins of others to a processor, keeping book of who is at work and who brings syntax. */
import type { Pluggable, PluggableList, Processor } from 'unified'
import type { Node } from 'unist'
import type { VFile } from 'vfile'
import type { Guard } from '../hooks/guard.js'
import { withholdContext } from './context-of.js'
import { flatten, pluginName } from './plugin-name.js'
import { treeProblem } from './tree-problem.js'

/** A remark or rehype plugin, in messages. */
export interface MarkdownStepName {
  name: string
  hook: 'remark' | 'rehype'
  /** The plugin of the site whose hook gave it; without one, the configuration did. */
  owner?: string | undefined
}

/** Book of the plugins of one processor. */
export interface PluginBook {
  /** The plugin that is transforming `file`, or was when it failed. */
  current(file: VFile): MarkdownStepName | undefined
  /** Plugins that registered syntax for the remark parser, or a parser of their own. */
  readonly syntax: string[]
  /** Adds `plugins` to `processor`, with an entry in the book before and after each. */
  add(processor: Processor, plugins: readonly Pluggable[], hook: 'remark' | 'rehype'): void
  /** Says that what follows is not a plugin's work. */
  leave(processor: Processor): void
  /** Says that no plugin is at work on `file` any more, be it that one has failed. */
  end(file: VFile): void
}

/** Told, before each plugin begins with a tree, its name; without a name, that the last one is done. */
export type OnStep = (tree: unknown, file: VFile, name: string | undefined) => void

/** Whom a book tells, and how it calls plugins. */
export interface PluginBookOptions {
  onStep?: OnStep | undefined
  guard?: Pick<Guard, 'begin'> | undefined
  /** Names that are better known than those of functions. */
  names?: ReadonlyMap<Pluggable, string> | undefined
  /** Which plugin of the site gave them. */
  owners?: ReadonlyMap<Pluggable, string> | undefined
  /** Those that may ask nothing of their context. */
  modules?: { has(plugin: Pluggable): boolean } | undefined
}

/** An empty book. */
export function createPluginBook(options: PluginBookOptions = {}): PluginBook {
  const { onStep, guard, names, owners, modules } = options
  const work = createWork(onStep, guard)
  const { syntax, before, after } = createSyntax()
  const settle = createSettler()
  return {
    current: work.current,
    syntax,
    end: work.end,
    add(processor, plugins, hook) {
      for (const [index, given] of plugins.entries()) {
        const known = names?.get(given)
        const isModule = modules?.has(given) ?? false
        const owner = owners?.get(given)
        // Its number in the list that its owner gave.
        const number = plugins.slice(0, index + 1).filter((one) => owners?.get(one) === owner).length
        for (const plugin of flatten([given])) {
          const name = known ?? pluginName(plugin) ?? `number ${number}`
          // A plugin of our own before and after each: attachers run in order, and so do transformers.
          const begin = function (this: Processor) {
            before(this)
            return (tree: unknown, file: VFile) =>
              work.begin(settle(tree, file), file, { name, hook, owner, isModule })
          }
          const end = function (this: Processor) {
            after(this, name, plugin)
          }
          processor.use([begin, plugin, end] as PluggableList)
        }
      }
    },
    leave(processor) {
      processor.use(() => (given: unknown, file: VFile) => work.leave(settle(given, file), file))
    },
  }
}

/** A plugin that begins with a file. */
interface Begun extends MarkdownStepName {
  isModule: boolean
}

/** Who is at work on which file. */
function createWork(onStep: PluginBookOptions['onStep'], guard: PluginBookOptions['guard']) {
  const working = new WeakMap<VFile, MarkdownStepName>()
  const ends = new WeakMap<VFile, () => void>()
  const end = (file: VFile) => {
    const ended = ends.get(file)
    ends.delete(file)
    ended?.()
  }
  /** The one that was at work is to blame for what is found now. */
  const handOver = (tree: Node | undefined, file: VFile) => {
    const problem = tree && working.has(file) ? treeProblem(tree) : undefined
    end(file)
    if (problem !== undefined) throw new Error(problem)
  }
  return {
    current: (file: VFile) => working.get(file),
    end,
    begin(tree: Node | undefined, file: VFile, begun: Begun) {
      const { name, hook, isModule } = begun
      handOver(tree, file)
      onStep?.(tree, file, name)
      working.set(file, begun)
      const giveBack = isModule ? withholdContext(file) : undefined
      const ended = guard?.begin({ code: 'plugin', name, hook, at: pathOf(file) })
      ends.set(file, () => {
        giveBack?.()
        ended?.()
      })
      return tree
    },
    leave(tree: Node | undefined, file: VFile) {
      handOver(tree, file)
      onStep?.(tree, file, undefined)
      working.delete(file)
      return tree
    },
  }
}

/** Who brings syntax for the remark parser, or a parser of its own. */
function createSyntax() {
  const syntax: string[] = []
  let counted = 0
  let parser: unknown
  return {
    syntax,
    before(processor: Processor) {
      counted = syntaxCount(processor)
      parser = processor.parser
    },
    after(processor: Processor, name: string, plugin: Pluggable) {
      const brings = syntaxCount(processor) > counted || processor.parser !== parser
      const isGfm = pluginName(plugin) === 'remark-gfm'
      if (isGfm ? hasOptions(plugin) : brings) syntax.push(name)
      parser = processor.parser
    },
  }
}

/**
 * Whatever a plugin's promise gives, unified takes for the next tree: `Promise.all([...])` would empty the page. Such
 * a plugin has changed the tree that it was given, so that one goes on.
 */
function createSettler() {
  const last = new WeakMap<VFile, Node>()
  return (given: unknown, file: VFile): Node | undefined => {
    if (typeof (given as Node | null)?.type === 'string') last.set(file, given as Node)
    return last.get(file)
  }
}

/** Relative to the project, as all paths that people are told. */
function pathOf({ path, cwd }: VFile): string {
  return path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path
}

/** How many extensions of its syntax the remark parser would get. */
function syntaxCount(processor: Processor): number {
  const data = processor.data() as Record<string, unknown>
  let count = 0
  for (const key of ['micromarkExtensions', 'fromMarkdownExtensions']) {
    const list = data[key]
    if (Array.isArray(list)) count += list.length
  }
  return count
}

/** The native parser knows GFM too, but none of the options that remark-gfm has. */
function hasOptions(plugin: Pluggable): boolean {
  const options = Array.isArray(plugin) ? plugin[1] : undefined
  return typeof options === 'object' && options !== null && Object.keys(options).length > 0
}
