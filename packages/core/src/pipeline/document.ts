/** document: an mdast root, within its limits. It never leaves the task that made it. */
import { posix } from 'node:path'
import type { Root } from 'mdast'
import { VFile } from 'vfile'
import { isStackOverflow } from '../markdown/fault.js'
import { checkText, checkTree } from '../markdown/limits.js'
import { placeAt } from '../markdown/place.js'
import type { Markdown } from '../markdown/processor.js'
import * as say from '../messages/markdown.js'
import type { Result } from '../model.js'

/** The text of an entry and where it stands. */
export interface DocumentSource {
  /** Relative to the project root, with `/`. */
  path: string
  /** Markdown; its frontmatter lines are empty, so that places are those of the file. */
  body: string
}

/** A text as plugins get it. Its path is absolute, because plugins that read files take it for one of the disk. */
export function fileOf({ cwd }: Markdown, { path, body }: DocumentSource): VFile {
  return new VFile({ path: posix.join(cwd, path), value: body, cwd })
}

/** Parses Markdown. Without a value there is an error message that says which limit was met, and where. */
export function toDocument(markdown: Markdown, { path, body }: DocumentSource): Result<Root | undefined> {
  const refused = checkText(path, body, markdown.limits)
  if (refused) return { value: undefined, messages: [refused] }
  try {
    const tree = markdown.parse(body, fileOf(markdown, { path, body }))
    const fault = checkTree(path, tree, markdown.limits)
    return fault ? { value: undefined, messages: [fault] } : { value: tree, messages: [] }
  } catch (error) {
    if (!isStackOverflow(error)) throw error
    const place = placeAt(body, Math.max(0, body.search(/\S/)))
    return {
      value: undefined,
      messages: [say.markdownOverflow({ path, place })],
    }
  }
}
