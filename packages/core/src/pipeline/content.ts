/** content: what readers see of an entry, not yet addressed. It knows nothing of other entries. */
import type { Root as HastRoot } from 'hast'
import type { Root } from 'mdast'
import type { VFile } from 'vfile'
import { EngineError } from '../engine/error.js'
import { readable } from '../hooks/failure.js'
import { type MarkdownContext, setContext } from '../markdown/context-of.js'
import { excerptOf } from '../markdown/excerpt.js'
import { isStackOverflow, MarkdownFault } from '../markdown/fault.js'
import { headingsOf } from '../markdown/headings.js'
import { idsOf } from '../markdown/ids.js'
import { placeAt, placeOf } from '../markdown/place.js'
import { pluginFailure, pluginMessages } from '../markdown/plugin-messages.js'
import type { Markdown } from '../markdown/processor.js'
import { makeAccessible } from '../markdown/rehype-accessible.js'
import { removeUnsafeUrls } from '../markdown/rehype-safe-urls.js'
import { sanitizeTree } from '../markdown/rehype-sanitize.js'
import { toSlots } from '../markdown/rehype-slots.js'
import { sectionsOf } from '../markdown/sections.js'
import { textOf } from '../markdown/text.js'
import { tocOf } from '../markdown/toc.js'
import { countWords } from '../markdown/words.js'
import * as say from '../messages/markdown.js'
import type { Content, Message, Result, Trust } from '../model.js'
import { type DocumentSource, fileOf, toDocument } from './document.js'

/** What content is made of. */
export interface ContentSource extends DocumentSource {
  trust: Trust
  /** What plugins find in `file.data`; each run gets a copy of its own, which they may change. */
  data: Record<string, unknown>
  /** What plugins find in `file.data.matter`: the frontmatter. */
  matter?: Record<string, unknown> | undefined
}

/**
 * Markdown to HTML with holes for addresses. Bad content and failing plugins are messages, never
 * exceptions; without a value one of them is an error.
 *
 * @param onMatter Told when a plugin looks at the frontmatter.
 */
export async function toContent(
  markdown: Markdown,
  input: ContentSource,
  context?: MarkdownContext,
  onMatter?: () => void,
): Promise<Result<Content | undefined>> {
  await markdown.breathe()
  const document = toDocument(markdown, input)
  if (!document.value) return { value: undefined, messages: document.messages }
  const file = fileOf(markdown, input)
  file.data = structuredClone(input.data)
  lendMatter(file, structuredClone(input.matter), onMatter)
  if (context) setContext(file, context)
  const content = await render(markdown, input, document.value, file)
  return { value: content.value, messages: [...document.messages, ...content.messages] }
}

/** A plugin may put something of its own in this place, as some do that read frontmatter themselves. */
function lendMatter(file: VFile, matter: unknown, onMatter?: () => void): void {
  const own = { enumerable: true, configurable: true }
  Object.defineProperty(file.data, 'matter', {
    ...own,
    get() {
      onMatter?.()
      return matter
    },
    set: (value: unknown) => Object.defineProperty(file.data, 'matter', { ...own, value, writable: true }),
  })
}

async function render(
  markdown: Markdown,
  input: ContentSource,
  document: Root,
  file: VFile,
): Promise<Result<Content | undefined>> {
  try {
    const tree = await markdown.run(document, file)
    const messages = pluginMessages(file, input.path)
    const content = finish(tree, input)
    return { value: content.value, messages: [...messages, ...content.messages] }
  } catch (thrown) {
    const error = readable(thrown)
    if (error instanceof EngineError) throw error
    const message =
      limitMessage(error, input, markdown) ?? pluginFailure(file, input.path, error, markdown.pluginAt(file))
    return { value: undefined, messages: [...pluginMessages(file, input.path, error), message] }
  }
}

/** From the tree that all plugins have seen to what is kept of it. */
function finish(tree: HastRoot, { path, trust }: ContentSource): Result<Content> {
  // Of what plugins bring nothing is told: it stands in no file of the author's, and sanitising takes out more.
  const removed = removeUnsafeUrls(tree, path)
  const unsafe = trust === 'data' ? [] : removed
  // Before sanitising, which drops the comment that ends an excerpt.
  const excerpt = excerptOf(tree)
  const root = trust === 'data' ? sanitizeTree(tree) : tree
  makeAccessible(root)
  const { pieces, slots, messages } = toSlots(root, path)
  const headings = headingsOf(root)
  const heading = headings.find((node) => node.tagName === 'h1') ?? headings[0]
  const sections = sectionsOf(root)
  const value: Content = {
    pieces,
    slots,
    ...(heading ? { heading: textOf(heading) } : {}),
    toc: tocOf(root),
    ids: idsOf(root),
    excerpt,
    words: sections.reduce((sum, section) => sum + countWords(section.heading) + countWords(section.text), 0),
    sections,
  }
  return { value, messages: [...unsafe, ...messages] }
}

function limitMessage(
  error: unknown,
  { path, body }: ContentSource,
  { limits }: Markdown,
): Message | undefined {
  if (error instanceof MarkdownFault) {
    const where = { path, place: placeOf(error.node) ?? beginning(body) }
    return error.kind === 'tags' ? say.markdownTagsRepeated(where) : say.markdownTooDeep(where, limits.depth)
  }
  if (!isStackOverflow(error)) return undefined
  return say.markdownOverflow({ path, place: beginning(body) })
}

const beginning = (body: string) => placeAt(body, Math.max(0, body.search(/\S/)))
