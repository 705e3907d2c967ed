/** Content that is no file: whether the paths that plugins give it can be those of sources. */
import type { VirtualSource } from '../hooks/hook.js'
import { sourceMadePath, sourceMadeTwice } from '../messages/source.js'
import type { Message, Result } from '../model.js'
import { idOf } from './collection.js'

/** A virtual source, and the plugin that gave it. */
export interface MadeSource extends VirtualSource {
  plugin: string
}

/**
 * The paths of virtual sources, each once. One that could be no entry, that of a file, or that of an earlier one is
 * told and left out.
 *
 * @param files Paths of the files of the content.
 * @param root As of `idOf`.
 */
export function pathsOfMade(
  made: readonly MadeSource[],
  files: readonly string[],
  root: string,
): Result<string[]> {
  const messages: Message[] = []
  const owners = new Map<string, string>()
  const isFile = made.length > 0 ? new Set(files) : new Set()
  for (const { plugin, path } of made) {
    const other = owners.get(path)
    if (idOf(path, root) === undefined) messages.push(sourceMadePath(plugin, path, root))
    else if (isFile.has(path)) messages.push(sourceMadeTwice(plugin, path))
    else if (other !== undefined) messages.push(sourceMadeTwice(plugin, path, other))
    else owners.set(path, plugin)
  }
  return { value: [...owners.keys()], messages }
}
