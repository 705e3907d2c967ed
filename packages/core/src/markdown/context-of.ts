/** How a Markdown plugin reaches the world: by what the engine records. */
import type { VFile } from 'vfile'
import type { HookContext } from '../hooks/context.js'

/** What a Markdown plugin may ask; it never sees other entries. */
export type MarkdownContext = Pick<HookContext, 'read' | 'glob' | 'env'>

/**
 * The key is registered, so that the copy of this module that a bundled plugin brings along
 * finds what the build's copy has put there.
 */
const key = Symbol.for('blog-build.markdown-context')

/**
 * The recorded questions that a remark or rehype plugin may ask while it transforms `file`.
 *
 * @returns `undefined` when the plugin runs outside of a build.
 */
export function contextOf(file: VFile): MarkdownContext | undefined {
  return (file.data as { [key]?: MarkdownContext })[key]
}

/** Gives `file` its context; copies of `file.data` by spread keep it, JSON and clones don't. */
export function setContext(file: VFile, context: MarkdownContext): void {
  ;(file.data as { [key]?: MarkdownContext })[key] = context
}

/**
 * Lets nothing be asked of `file`, wherever a module is at work: what one thread could answer, another could not.
 *
 * @returns Gives back what was there.
 */
export function withholdContext(file: VFile): () => void {
  const data = file.data as { [key]?: MarkdownContext }
  const { [key]: given } = data
  data[key] = withheld
  return () => {
    // A plugin may have put other data in the place of what it found.
    if (given) setContext(file, given)
    else delete (file.data as { [key]?: MarkdownContext })[key]
  }
}

const refuse = () => {
  throw new Error('a module asks nothing of `contextOf(file)`. Give the plugin as a function instead')
}

const withheld: MarkdownContext = { read: refuse, glob: refuse, env: refuse }
