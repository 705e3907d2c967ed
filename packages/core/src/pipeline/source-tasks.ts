/** What there is to load: the files of the content, and what plugins make up. */
import { collect } from '../hooks/driver.js'
import type { VirtualSource } from '../hooks/hook.js'
import { sourceOutside } from '../messages/link.js'
import { sourceNoFile, sourceUnreadable } from '../messages/source.js'
import type { FolderItem, Message, Result, Source } from '../model.js'
import { idOf, isSourcePath } from './collection.js'
import type { BuildContext, BuildTask } from './context.js'
import { filesBelow, isHidden, type ListFolder } from './glob.js'
import { hookContext } from './hook-context.js'
import { keepable } from './keepable.js'
import { toForeignSource, toSource } from './source.js'
import { type MadeSource, pathsOfMade } from './virtual-source.js'

/** A path that may hold entries; `optional` if only a plugin could load it. */
export interface SourcePath {
  path: string
  virtual?: true
  optional?: true
}

/** The folder that holds the content: `content`, or the root itself. */
export function contentRoot(context: BuildContext): string {
  return context.folder('content') ? 'content' : ''
}

const virtualSources: BuildTask<null, MadeSource[]> = {
  name: 'virtual-sources',
  async run(context) {
    const { value, messages } = await collect(context.plugins('sources'), { hook: 'sources' }, (plugin) =>
      plugin.sources?.(hookContext(context, plugin)),
    )
    const kept = value.map(({ plugin, answer }) =>
      keepable(plugin, { hook: 'sources' }, { value: ownSources(plugin, answer), messages: [] }, []),
    )
    const root = contentRoot(context)
    return {
      value: kept.flatMap((one) => one.value).map((one) => ({ ...one, path: belowRoot(one.path, root) })),
      messages: [...messages, ...kept.flatMap((one) => one.messages)],
    }
  },
}

/** Plugins need not know whether the content lies in a folder of its own. What is no path of an entry stays to be told. */
function belowRoot(path: string, root: string): string {
  const isThere = root === '' || path.startsWith(`${root}/`) || idOf(path, '') === undefined
  return isThere ? path : `${root}/${path}`
}

function ownSources(plugin: string, answer: readonly VirtualSource[] = []): MadeSource[] {
  return answer.map(({ path, text }) => ({ plugin, path, text }))
}

export const sources: BuildTask<null, SourcePath[]> = {
  name: 'sources',
  isOwn: true,
  async run(context) {
    const root = contentRoot(context)
    const messages: Message[] = []
    const found = filesBelow(root, listerOf(context, messages), skipIn(context, root))
    for (const { path, item } of found) {
      if (item.kind === 'outside') messages.push(sourceOutside(path, item.target))
      if (item.kind === 'other' && isLost(path, item)) messages.push(sourceNoFile(path, item))
    }
    const files = found.filter(({ item }) => item.kind === 'file').map(({ path }) => path)
    const isLoaded = context.plugins('load').length > 0
    const paths: SourcePath[] = files.filter(isSourcePath).map((path) => ({ path }))
    const others = isLoaded ? files.filter((path) => !isSourcePath(path)) : []
    const made = pathsOfMade(await context.get(virtualSources, null), files, root)
    messages.push(...made.messages)
    const all = [
      ...withoutReadme(paths, root),
      ...others.map((path) => ({ path, optional: true as const })),
      ...made.value.map((path) => ({ path, virtual: true as const })),
    ]
    return { value: all.sort((a, b) => (a.path < b.path ? -1 : 1)), messages }
  },
}

/** A link or a name that leads to nothing may have been a whole folder of content. */
function isLost(path: string, item: FolderItem): boolean {
  return isSourcePath(path) || item.target !== undefined || item.misnamed === true
}

/** Lists folders for `filesBelow`; one that can't be read is told, not taken for empty. */
export function listerOf(context: BuildContext, messages: Message[]): ListFolder {
  return (folder) => {
    const items = context.folder(folder)
    const problem = items === undefined ? context.folderProblem(folder) : undefined
    if (problem !== undefined) messages.push(sourceUnreadable(folder || '.', problem, 'folder'))
    return items
  }
}

/** In a bare folder the project's own files lie beside the content. */
function skipIn(context: BuildContext, root: string): (path: string, name: string) => boolean {
  if (root !== '') return isHidden
  const own = new Set(['layouts', 'styles', 'public', context.config('out')])
  return (path, name) => isHidden(path, name) || own.has(path)
}

/** `README.md` speaks of a folder to its visitors; it is content only where there is nothing else. */
function withoutReadme(paths: SourcePath[], root: string): SourcePath[] {
  const isReadme = (path: string) => /^readme\.(md|markdown)$/i.test(path)
  const others = paths.filter(({ path }) => !isReadme(path))
  // A `package.json` beside it is no content.
  return root !== '' || !others.some(({ path }) => idOf(path, root)) ? paths : others
}

/** The text at a path, and what is wrong with it. */
export async function readSource(context: BuildContext, path: string): Promise<Result<Source | undefined>> {
  const { bytes, problem } = context.file(path)
  if (problem !== undefined) return { value: undefined, messages: [sourceUnreadable(path, problem)] }
  if (bytes) {
    return isSourcePath(path) ? toSource(path, bytes) : { value: toForeignSource(path, bytes), messages: [] }
  }
  const made = (await context.get(virtualSources, null)).find((one) => one.path === path)
  return { value: made && { path, text: made.text, trust: 'data' }, messages: [] }
}

export const sourceTasks = [virtualSources, sources] as const
