/** The Markdown processor: configured once, frozen, then a pure function of each file. */
import type { Root as HastRoot } from 'hast'
import type { Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { type Pluggable, type Processor, unified } from 'unified'
import type { VFile } from 'vfile'
import type { Limits, MarkdownConfig } from '../hooks/config.js'
import type { Guard } from '../hooks/guard.js'
import { createFootnoteReferenceHandler } from './footnote-reference.js'
import { identityOf } from './identity.js'
import { createListItemHandler } from './list-item.js'
import { createPluginBook, type MarkdownStepName, type OnStep, type PluginBook } from './plugin-list.js'
import { flatten, pluginName } from './plugin-name.js'
import { rehypeHeadingIds } from './rehype-heading-ids.js'
import { rehypeHighlight } from './rehype-highlight.js'
import { rehypeRawHtml } from './rehype-raw-html.js'
import { type NativeParser, satteri } from './satteri.js'

/** A frozen processor and what was chosen for it. */
export interface Markdown {
  readonly parser: 'satteri' | 'remark'
  /** Why remark-parse serves though `auto` was asked. */
  readonly fallback?: string
  /** Folder that plugins find in `file.cwd`. */
  readonly cwd: string
  /** Names and versions of the parser and what follows it; part of every content key. */
  readonly identity: string
  readonly limits: Limits
  /** Text to mdast. Plugins of others have no part in it, except for syntax. */
  parse(text: string, file: VFile): Root
  /** mdast to hast, through all plugins. Rejects with what a plugin throws. */
  run(tree: Root, file: VFile): Promise<HastRoot>
  /** The plugin at work on `file`, or the one that failed. */
  pluginAt(file: VFile): MarkdownStepName | undefined
  /** Lets the event loop turn once in a while: the native parser frees its memory only then. */
  breathe(): Promise<void>
}

/** What a processor is made of. */
export interface MarkdownOptions {
  config: MarkdownConfig
  /** Resolved unified plugins, the configuration's own and those of hooks, in order. */
  remark: readonly Pluggable[]
  rehype: readonly Pluggable[]
  /** Those that come after highlighting: code is coloured when they see it. @default [] */
  lateRehype?: readonly Pluggable[]
  /** What people call those that have a name of their own, such as that of their package. */
  names?: ReadonlyMap<Pluggable, string>
  /** Which plugin of the site gave them; none gave those of the configuration. */
  owners?: ReadonlyMap<Pluggable, string>
  /** Those that may ask nothing of their context. */
  modules?: { has(plugin: Pluggable): boolean }
  /** The project: what `file.cwd` is for plugins, wherever the command runs. @default '/' */
  cwd?: string
  /** Sees what each plugin makes of each tree. */
  onStep?: OnStep | undefined
  /** Stands around each plugin. */
  guard?: Pick<Guard, 'begin'> | undefined
}

/** Documents between two turns of the event loop; beyond some fifty, memory grows without bound. */
const DOCUMENTS_PER_TURN = 40

/**
 * Makes the processor of a site.
 *
 * @param native The native parser; another one, or a failure, only in tests.
 * @throws What a plugin throws when it is given its options.
 */
export function createMarkdown(options: MarkdownOptions, native: NativeParser = satteri): Markdown {
  const { config } = options
  const gfm = config.gfm || flatten(options.remark).some((plugin) => pluginName(plugin) === 'remark-gfm')
  const book = createPluginBook(options)
  const processor = chain(options, gfm, book)
  const choice = choose(config, native, book)
  let documents = 0
  return {
    parser: choice.native ? 'satteri' : 'remark',
    ...(choice.fallback === undefined ? {} : { fallback: choice.fallback }),
    identity: identityOf(choice.native ? 'satteri' : 'remark'),
    limits: config.limits,
    cwd: options.cwd ?? '/',
    parse: (text, file) =>
      choice.native ? choice.native(text, gfm) : (processor.parse(withText(file, text)) as Root),
    async run(tree, file) {
      try {
        return (await processor.run(tree, file)) as HastRoot
      } finally {
        book.end(file)
      }
    },
    pluginAt: book.current,
    async breathe() {
      documents += 1
      if (documents % DOCUMENTS_PER_TURN === 0) await new Promise<void>((resolve) => setImmediate(resolve))
    },
  }
}

function chain(
  { config, remark, rehype, lateRehype = [] }: MarkdownOptions,
  gfm: boolean,
  book: PluginBook,
): Processor {
  const processor = unified() as unknown as Processor
  processor.use(remarkParse)
  // With the native parser its registrations lie unread; plugins that look for them find them.
  if (gfm) processor.use(remarkGfm)
  book.add(processor, remark, 'remark')
  book.leave(processor)
  const { handlers, ...own } = config.remarkRehype ?? {}
  processor.use(remarkRehype, {
    allowDangerousHtml: true,
    ...own,
    handlers: {
      listItem: createListItemHandler(),
      footnoteReference: createFootnoteReferenceHandler(),
      ...handlers,
    },
  })
  processor.use(rehypeRawHtml, config.limits)
  processor.use(rehypeHeadingIds)
  book.add(processor, rehype, 'rehype')
  book.leave(processor)
  // A plugin may have put raw HTML in: closing its tags now keeps it from swallowing the page.
  if (rehype.length > 0) processor.use(() => rehypeRawHtml(config.limits))
  if (config.highlight) processor.use(rehypeHighlight)
  if (lateRehype.length > 0) {
    book.add(processor, lateRehype, 'rehype')
    book.leave(processor)
    processor.use(() => rehypeRawHtml(config.limits))
  }
  return processor.freeze()
}

interface Choice {
  native?: Extract<NativeParser, { parse: unknown }>['parse']
  fallback?: string
}

function choose(config: MarkdownConfig, native: NativeParser, book: PluginBook): Choice {
  if (config.parser === 'remark') return {}
  if ('failure' in native) {
    return { fallback: `the native parser does not load on this machine (${native.failure})` }
  }
  if (book.syntax.length > 0) {
    const names = [...new Set(book.syntax)].join(', ')
    return {
      fallback: `${names} ${book.syntax.length > 1 ? 'bring' : 'brings'} syntax that only remark-parse knows`,
    }
  }
  return { native: native.parse }
}

function withText(file: VFile, text: string): VFile {
  file.value = text
  return file
}
