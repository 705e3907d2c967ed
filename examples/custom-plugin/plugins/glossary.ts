import { contextOf, definePlugin, type EntryId, type PluginMessage } from '@blog-build/core/plugin'
import type { Element, ElementContent, Root, RootContent } from 'hast'
import type { VFile } from 'vfile'
import { z } from 'zod'

const schema = z.strictObject({
  /** The list of words, by its path from the root: a line for each, `word: what it means`. */
  file: z.string().default('glossary.txt'),
  /** Where the words are told with the entries that use them. */
  path: z.string().endsWith('.json').default('glossary.json'),
})

type Settings = z.output<typeof schema>

/**
 * Explains the words of a list: the first use of each in a text tells on hover what it means, a JSON file tells which
 * entries use it, and a word that none uses is a warning.
 */
export const glossary = (options: z.input<typeof schema> = {}) =>
  definePlugin({
    name: 'glossary',
    options: { schema, given: options },
    tasks: {
      /** The words that an entry uses; only entries whose text has changed are searched again. */
      used: async (context, id: EntryId) => {
        const { file } = context.options
        const sections = await context.sections(id)
        const text = sections.map((section) => section.text).join('\n')
        const words = meaningsIn((await context.read(file)) ?? '').keys()
        return [...words].filter((word) => formOf([word]).test(text))
      },
    },
    rehype: ({ options }) => [[rehypeGlossary, options]],
    emit: async (context) => {
      const { file, path } = context.options
      const meanings = meaningsIn((await context.read(file)) ?? '')
      const entries = await context.entries({ fields: [] })
      const used = await Promise.all(entries.map(({ id }) => context.tasks.used(id)))
      const words = [...meanings].map(([word, meaning]) => ({
        word,
        meaning,
        entries: entries
          .filter((_, index) => used[index]?.includes(word))
          .map(({ url, title }) => ({ url, title })),
      }))
      return [{ path, body: `${JSON.stringify(words, null, 2)}\n` }]
    },
    check: async (context) => {
      const { file } = context.options
      const list = await context.read(file)
      if (list === undefined) return [missing(file)]
      const entries = await context.entries({ fields: [] })
      const used = new Set((await Promise.all(entries.map(({ id }) => context.tasks.used(id)))).flat())
      return [...meaningsIn(list).keys()].filter((word) => !used.has(word)).map((word) => unused(word, file))
    },
  })

const missing = (file: string): PluginMessage => ({
  rule: 'glossary-missing',
  severity: 'error',
  text: `There is no list of words at \`${file}\`.`,
  remedy: 'Write it, or set `file` in the options of the plugin.',
})

const unused = (word: string, path: string): PluginMessage => ({
  rule: 'glossary-unused',
  severity: 'warning',
  text: `No entry uses the word "${word}".`,
  remedy: 'Use it, or take it out of the list.',
  path,
})

/** Meanings by word, in the order of the list. */
function meaningsIn(list: string): Map<string, string> {
  const pairs = list.split('\n').map((line) => /^([^:]+):(.+)$/.exec(line.trim()) ?? [])
  return new Map(
    pairs.flatMap(([, word, meaning]) => (word && meaning ? [[word.trim(), meaning.trim()]] : [])),
  )
}

/** Finds one of the words where it stands alone; case does not count. */
function formOf(words: string[]): RegExp {
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'iu')
}

/** Puts the first use of each word of a text into an `<abbr>` that tells its meaning. */
function rehypeGlossary({ file: path }: Settings) {
  return async (tree: Root, file: VFile) => {
    const list = (await contextOf(file)?.read(path)) ?? ''
    const open = new Map([...meaningsIn(list)].map(([word, meaning]) => [word.toLowerCase(), meaning]))
    tree.children = tree.children.flatMap<RootContent>((node) =>
      node.type === 'doctype' ? [node] : marked(node, open),
    )
  }
}

/** A node with its words marked, which are then taken out of `open`. Links, headings and code stay as they are. */
function marked(node: ElementContent, open: Map<string, string>): ElementContent[] {
  if (node.type === 'element' && !/^(a|abbr|code|pre|h[1-6])$/.test(node.tagName)) {
    return [{ ...node, children: node.children.flatMap((child) => marked(child, open)) }]
  }
  const found = node.type === 'text' && open.size > 0 ? formOf([...open.keys()]).exec(node.value) : null
  if (node.type !== 'text' || found === null) return [node]
  const [word] = found
  const title = open.get(word.toLowerCase())
  open.delete(word.toLowerCase())
  const text = (value: string) => ({ type: 'text' as const, value })
  const abbr: Element = { type: 'element', tagName: 'abbr', properties: { title }, children: [text(word)] }
  const rest = node.value.slice(found.index + word.length)
  return [text(node.value.slice(0, found.index)), abbr, ...marked(text(rest), open)]
}
