import { Composer, type CST, Lexer, type Node, Parser } from 'yaml'
import { yamlDocuments, yamlInvalid, yamlNesting } from '../messages/frontmatter.js'
import type { Message, Place, Result } from '../model.js'

/** Levels of lists and mappings that a YAML text may have. */
export const maxDepth = 100

/** Errors shown for one text; the rest mostly follow from the first. */
const maxErrors = 10

/**
 * Parses a YAML text to nodes. Depth is bounded before nodes are composed: composing recurses, and a
 * text nested some ten thousand levels deep ends the whole process there, past any `catch`.
 *
 * @param path File named in messages.
 * @param placeAt Place of a range of offsets in `text`.
 */
export function parseYaml(
  text: string,
  path: string,
  placeAt: (from: number, to: number) => Place,
): Result<Node | null> {
  const tokens = parseTokens(text)
  const tooDeep = typeof tokens === 'number' ? tokens : firstTooDeep(tokens)
  if (tooDeep !== undefined || typeof tokens === 'number') {
    const offset = tooDeep ?? 0
    return { value: null, messages: [yamlNesting({ path, place: placeAt(offset, offset + 1) }, maxDepth)] }
  }
  // Duplicate keys are found by our own reading, which names both places and is not quadratic.
  const composer = new Composer({ version: '1.2', schema: 'core', merge: false, uniqueKeys: false })
  const documents = [...composer.compose(tokens, true, text.length)]
  const messages: Message[] = documents
    .flatMap((document) => [...document.errors, ...document.warnings])
    .slice(0, maxErrors)
    .map((error) => yamlInvalid({ path, place: placeAt(error.pos[0], error.pos[1]) }, error.message))
  const second = documents[1]
  if (second !== undefined && messages.length === 0) {
    messages.push(yamlDocuments({ path, place: placeAt(second.range[0], second.range[0]) }))
  }
  return { value: documents[0]?.contents ?? null, messages }
}

/** The syntax tree, or the offset at which nesting on one line goes too deep to be worth parsing. */
function parseTokens(text: string): CST.Token[] | number {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  let flow = 0
  let compact = 0
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === '[' || lexeme === '{') flow += 1
    else if (lexeme === ']' || lexeme === '}') flow -= 1
    else if (lexeme === '-' || lexeme === '?') compact += 1
    else if (lexeme === '\n') compact = 0
    if (flow > maxDepth || compact > maxDepth) return parser.offset
    tokens.push(...parser.next(lexeme))
  }
  tokens.push(...parser.end())
  return tokens
}

/** Offset of the first collection below `maxDepth` levels; a stack of our own, so any depth is safe. */
function firstTooDeep(tokens: readonly CST.Token[]): number | undefined {
  const stack: [token: CST.Token, depth: number][] = tokens.map((token) => [token, 0])
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const [token, depth] = top
    if (token.type === 'document' && token.value !== undefined) stack.push([token.value, depth])
    if (!('items' in token)) continue
    if (depth >= maxDepth) return token.offset
    for (const item of token.items) {
      if (item.key) stack.push([item.key, depth + 1])
      if (item.value) stack.push([item.value, depth + 1])
    }
  }
  return undefined
}
