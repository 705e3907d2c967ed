/** Which task is to blame where two sides differ: the deepest whose answer differs though its reads do not. */
import { parseKey } from '../engine/task.js'
import type { Side, SideNode, Step } from './side.js'
import { pluginIn } from './trace.js'

/** What a difference comes from. */
export interface Cause {
  /** Key of the task or the input. */
  key: string
  /** It is no task: something outside was not the same for both sides. */
  isInput: boolean
  /** The plugin that is to blame; several where it can't be told which of them. */
  plugins: string[]
}

/** Goes down from a task that differs, or rests on what does, along the first read that differs. */
export async function findCause(left: Side, right: Side, start: string): Promise<Cause> {
  for (let key = start; ; ) {
    const [a, b] = await Promise.all([left.node(key), right.node(key)])
    const next = a && b && differingRead(a, b)
    if (next === undefined) return toCause(key, a, b)
    key = next
  }
}

function toCause(key: string, a: SideNode | undefined, b: SideNode | undefined): Cause {
  const isInput = a?.isInput === true || b?.isInput === true
  return { key, isInput, plugins: pluginsOf(key, a, b) }
}

/** The first read that both made and that was answered otherwise. What only one asked for follows from an answer. */
function differingRead(a: SideNode, b: SideNode): string | undefined {
  const hashes = new Map(b.reads.map(({ key, hash }) => [key, hash]))
  return a.reads.find(({ key, hash }) => hashes.has(key) && hashes.get(key) !== hash)?.key
}

function pluginsOf(key: string, a: SideNode | undefined, b: SideNode | undefined): string[] {
  const owner = pluginIn(key)
  if (owner !== undefined) return [owner]
  const [left, right] = [a?.steps ?? [], b?.steps ?? []]
  // A task that was kept has told nothing: any plugin that has part in it may be to blame.
  if (left.length === 0 || right.length === 0) return namesIn([...left, ...right])
  const at = left.findIndex(
    ([plugin, hash], place) => plugin !== right[place]?.[0] || hash !== right[place]?.[1],
  )
  const step = at < 0 ? right[left.length] : (left[at] as Step)
  return step ? [step[0]] : []
}

function namesIn(steps: readonly Step[]): string[] {
  return [...new Set(steps.map(([plugin]) => plugin))]
}

/** A task or an input as people call it. */
export function subjectOf(key: string): string {
  const { name, argument } = parseKey(key)
  const text = typeof argument === 'string' ? argument : ''
  const field = (of: string) => String((argument as Record<string, unknown> | null)?.[of] ?? '')
  switch (name) {
    case 'content':
      return `the Markdown of \`${text}\``
    case 'html':
      return `the component of layout \`${field('layout')}\`, for ${field('permalink')}`
    case 'props':
      return `the \`props\` of layout \`${field('layout')}\`, for ${field('permalink')}`
    case 'head':
      return `the head of ${field('permalink')}`
    case 'emitted':
      return `the hook \`emit\` of plugin \`${text}\``
    case 'plugin-task':
      return `the task \`${field('name')}\` of plugin \`${field('plugin')}\``
    case 'records':
      return `the loading of \`${text}\``
    case 'record':
      return `the loading of \`${field('path')}\``
    case 'entry':
      return `the entry \`${text}\``
    case 'pages':
      return 'the list of pages'
    case 'pages-of-plugin':
      return `the hook \`pages\` of plugin \`${text}\``
    case 'rules-of-plugin':
      return `the hook \`check\` of plugin \`${text}\``
    case 'virtual-sources':
      return 'the sources that plugins make up'
    case 'file':
    case 'folder':
      return `the ${name} \`${text}\``
    case 'env':
      return `the environment variable \`${text}\``
    case 'config':
      return `the field \`${text}\` of the configuration`
    case 'layout':
      return `the code of layout \`${text}\``
    case 'plugin':
      return `the code or the options of plugin \`${text}\``
    default:
      return `the task \`${short(key)}\``
  }
}

function short(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text
}

/** Whether an input is something that may be written while a site is verified. */
export function isWritten(key: string): boolean {
  return /^(file|folder|folder-problem):/.test(key)
}
