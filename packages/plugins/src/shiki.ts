import { contextOf, definePlugin, nearest } from '@blog-build/core/plugin'
import type { ElementContent, Root } from 'hast'
import type { VFile } from 'vfile'
import * as z from 'zod/mini'
import { type CodeBlock, classesOf, codeBlocksOf, writtenText } from './code-block.js'
import { optionsOf, optionsSchema, words } from './options.js'
import { type ColouredText, type Highlighter, loadHighlighter } from './shiki-highlighter.js'
import { version } from './version.js'

/** Options of `shiki`. */
export interface ShikiOptions {
  /** Other names for languages, such as `{ conf: 'ini' }`. @default {} */
  aliases?: Record<string, string>
}

const defaults = { aliases: {} as Record<string, string> }

const schema = optionsSchema<ShikiOptions, typeof defaults>(defaults, () =>
  optionsOf({ aliases: z.optional(z.record(z.string(), words(), 'an object of languages by name')) }),
)

type Settings = ShikiOptions & typeof defaults

/** Longest block that is coloured, in UTF-16 units, as in core. */
const LONGEST = 20_000

/** Names by which authors say that there is nothing to colour. */
const plain = new Set(['text', 'txt', 'plain', 'plaintext', 'ansi'])

/**
 * Highlights fenced code with Shiki, which reads the grammars of VS Code, in the place of core's highlighter.
 * The package `shiki` has to be installed. Code gets classes, `shiki-keyword` and the like; the theme has the
 * colours.
 *
 * ```ts
 * plugins: [shiki({ aliases: { conf: 'ini' } })]
 * ```
 */
export const shiki = (options: ShikiOptions = {}) =>
  definePlugin({
    name: 'shiki',
    version,
    options: { schema, given: options },
    rehype: ({ options: settings }) => [[rehypeShiki, settings]],
  })

/** Colours all blocks of a tree that name their language. */
export function rehypeShiki({ aliases }: Settings) {
  let loading: Promise<Highlighter> | undefined
  return async (tree: Root, file: VFile): Promise<void> => {
    const blocks = codeBlocksOf(tree).filter(isUncoloured)
    if (blocks.length === 0) return
    loading ??= loadHighlighter(file.cwd)
    const highlighter = await loading
    // Asked for, so that another version colours anew.
    await contextOf(file)?.read(highlighter.manifest)
    for (const block of blocks) await highlight(highlighter, block, aliases, file)
  }
}

function isUncoloured({ code }: CodeBlock): boolean {
  return languageOf(code) !== undefined && code.children.every(({ type }) => type === 'text')
}

function languageOf(code: CodeBlock['code']): string | undefined {
  const prefixed = classesOf(code).find((name) => /^language-./.test(name))
  return prefixed?.slice('language-'.length).toLowerCase()
}

async function highlight(
  highlighter: Highlighter,
  { pre, code }: CodeBlock,
  aliases: Record<string, string>,
  file: VFile,
): Promise<void> {
  const name = languageOf(code) ?? ''
  const language = Object.hasOwn(aliases, name) ? (aliases[name] as string) : name
  const text = writtenText(code)
  // The class tells core that this block is done, also where it stays as it is.
  code.properties.className = ['shiki', ...classesOf(code)]
  if (plain.has(language) || text.length > LONGEST) return
  if (!highlighter.languages.includes(language)) {
    const meant = nearest(language, highlighter.languages)
    const remedy = meant === undefined ? 'Use another name, or `text`.' : `Did you mean \`${meant}\`?`
    const said = `Shiki does not know the language \`${language}\`, so this code has no colours. ${remedy}`
    file.info(said, { place: pre.position, ruleId: 'shiki-unknown-language' })
    return
  }
  const runs = await highlighter.colour(language, text)
  if (runs) code.children = runs.map(toNode)
}

function toNode({ text, classes }: ColouredText): ElementContent {
  const node: ElementContent = { type: 'text', value: text }
  if (classes.length === 0) return node
  return { type: 'element', tagName: 'span', properties: { className: [...classes] }, children: [node] }
}
