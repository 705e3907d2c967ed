/** Keys of the graph in words that users of a site know. */
import { parseKey } from '../engine/task.js'
import { shortJson } from '../messages/reason.js'
import type { EmittedBody } from '../pipeline/file-tasks.js'
import type { PluginTaskCall } from '../pipeline/plugin-tasks.js'
import type { Noun } from './explanation.js'

/** Inputs that are made of code. */
export const codeInputs = [
  'config',
  'hook',
  'plugin',
  'provider',
  'layout',
  'layouts',
  'markdown',
  'styles',
  'clients',
] as const

/** Inputs that can be looked at without running code. */
export const plainInputs = ['file', 'folder', 'folder-problem', 'link', 'location', 'env', 'past'] as const

const inputs = new Set<string>([...codeInputs, ...plainInputs])

/** Whether a key is something of the world rather than a task. */
export function isInput(key: string): boolean {
  return inputs.has(key.slice(0, key.indexOf(':')))
}

/** What is called otherwise by those who do not know the tasks. */
const words: Record<string, string> = {
  records: 'source',
  record: 'row',
  hook: 'plugins',
  provider: 'provider of the service',
  clients: 'scripts and styles of plugins',
  past: 'instant',
  'folder-problem': 'folder',
  'virtual-sources': 'sources of plugins',
  sources: 'list of sources',
  index: 'list of entries',
  pages: 'list of pages',
  'pages-of-shard': 'list of pages, part',
  'page-outputs': 'outputs of pages, part',
  'other-outputs': 'list of other outputs',
  emitted: 'files of plugin',
  'emitted-shards': 'list of files of plugin',
  'emitted-of-shard': 'list of files of',
  'emitted-outputs': 'outputs of',
  'emitted-paths': 'paths of files of',
}

/** A key as a noun. */
export function nounOf(key: string): Noun {
  const { name, argument } = parseKey(key)
  if (name === 'plugin-task' || name === 'generated') {
    const call = argument as PluginTaskCall
    const on = nameOf(call.argument)
    return {
      kind: name === 'generated' ? 'file of task' : 'task',
      name: on === '' ? taskOf(call) : `${taskOf(call)} for ${on}`,
    }
  }
  if (name === 'emitted-body') return { kind: 'plugin file', name: (argument as EmittedBody).path }
  return { kind: words[name] ?? name.replaceAll('-', ' '), name: nameOf(argument) }
}

/** A key in one phrase, such as ``list of pages`` or ``task `count` of plugin `words` for "posts/a"``. */
export function phraseOf(key: string): string {
  const { name, argument } = parseKey(key)
  if (name === 'plugin-task') {
    const call = argument as PluginTaskCall
    const on = call.argument === null ? '' : ` for ${shortJson(call.argument)}`
    return `task ${taskOf(call)}${on}`
  }
  const noun = nounOf(key)
  return noun.name === '' ? noun.kind : `${noun.kind} ${noun.name}`
}

function taskOf({ plugin, name }: PluginTaskCall): string {
  return `\`${name}\` of plugin \`${plugin}\``
}

/** An id, a path or an address says more than the rest of an argument. */
function nameOf(argument: unknown): string {
  if (argument === null || argument === undefined) return ''
  if (typeof argument !== 'object') return String(argument)
  const { permalink, id } = argument as { permalink?: unknown; id?: unknown }
  const name = permalink ?? id
  return typeof name === 'string' ? name : inWords(argument)
}

/** Such as `collection posts, limit 10`; nothing of what is empty. */
function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(inWords).join(' ')
  if (typeof value !== 'object' || value === null) return String(value)
  const words = Object.entries(value).map(([key, inner]) => {
    const text = inWords(inner)
    return text === '' ? '' : typeof inner === 'object' && !Array.isArray(inner) ? text : `${key} ${text}`
  })
  return words.filter((word) => word !== '').join(', ')
}
