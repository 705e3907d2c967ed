/** What of a plugin runs in a build. */
import type { OnActivity } from '../hooks/activity.js'
import { isMarkdownModule, type MarkdownStep, moduleName } from '../hooks/config.js'
import type { Plugin } from '../hooks/hook.js'
import { standBefore } from '../hooks/stand-before.js'
import { isMarkdownPlugin } from '../load/config-schema.js'
import { flatten, pluginName } from '../markdown/plugin-name.js'

/** Book of the hooks and tasks of one plugin. */
export interface Ran {
  /** The plugin, as a site is to have it. */
  plugin: Plugin
  onActivity: OnActivity
  /** What ran since it was last asked, sorted, each once: `emit`, `head /posts/a/`, `tasks.words posts/a`. */
  take(): string[]
}

/** Called anew for each load of the code, or each build: they are no part of what is remembered. */
const unremembered = new Set(['config', 'end'])

/** Nothing ran yet. */
export function createRan(plugin: Plugin): Ran {
  const ran = new Set<string>()
  const markdown = createMarkdownNames(plugin)
  return {
    plugin: markdown.plugin,
    onActivity({ code, name = '', hook = '', at }, argument) {
      const isMarkdown = hook === 'remark' || hook === 'rehype'
      const isOwn = isMarkdown ? markdown.has(hook, name) : name === plugin.name && !unremembered.has(hook)
      if (code === 'plugin' && isOwn) ran.add(nameOf(hook, at, argument))
      return () => {}
    },
    take() {
      const taken = [...ran].sort()
      ran.clear()
      return taken
    },
  }
}

function nameOf(hook: string, at: string | undefined, argument: unknown): string {
  if (hook !== 'tasks') return at === undefined ? hook : `${hook} ${at}`
  const text = typeof argument === 'string' ? argument : JSON.stringify(argument)
  return text === undefined || text === 'null' ? `tasks.${at}` : `tasks.${at} ${text}`
}

/** Functions without a name are numbered over the whole site, so one stands for all of them. */
const nameless = 'number'

const namesOf = (one: MarkdownStep): string[] =>
  isMarkdownModule(one) ? [moduleName(one)] : flatten([one]).map((each) => pluginName(each) ?? nameless)

/** Markdown plugins are known by names of their own: it is seen which of them the plugin gives. */
function createMarkdownNames(plugin: Plugin) {
  const names = new Set<string>()
  const own: PropertyDescriptorMap = {}
  for (const hook of ['remark', 'rehype'] as const) {
    const given = plugin[hook]
    if (given === undefined) continue
    const value: Plugin['remark'] = (context) => {
      const list = typeof given === 'function' ? given.call(plugin, context) : given
      // What is no list of plugins is told by the build.
      const steps = Array.isArray(list) ? list.filter(isMarkdownPlugin) : []
      for (const name of steps.flatMap(namesOf)) names.add(`${hook} ${name}`)
      return list
    }
    own[hook] = { value, enumerable: true }
  }
  return {
    plugin: standBefore(plugin, own),
    has: (hook: string, name: string) => names.has(`${hook} ${name.replace(/^number \d+$/, nameless)}`),
  }
}
