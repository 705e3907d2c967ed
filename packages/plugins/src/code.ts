import { definePlugin } from '@blog-build/core/plugin'
import type { Element, ElementContent, Root } from 'hast'
import * as z from 'zod/mini'
import { type CodeBlock, classesOf, codeBlocksOf } from './code-block.js'
import { type Line, linesOf, takeMark } from './code-lines.js'
import { type LineKind, readCodeMeta } from './code-meta.js'
import { optionsOf, optionsSchema } from './options.js'
import { version } from './version.js'

/** Options of `code`. */
export interface CodeOptions {
  /** Whether every block has numbered lines; one that says `noLineNumbers` has none. @default false */
  lineNumbers?: boolean
  /** Whether comments such as `// [!code ++]` mark the line that they end. @default false */
  comments?: boolean
}

const defaults = { lineNumbers: false, comments: false }

const aBoolean = 'true or false'

const schema = optionsSchema<CodeOptions, typeof defaults>(defaults, () =>
  optionsOf({
    lineNumbers: z.optional(z.boolean(aBoolean)),
    comments: z.optional(z.boolean(aBoolean)),
  }),
)

type Settings = CodeOptions & typeof defaults

/**
 * What blocks of code say after their language: a title, marked lines, lines of a diff, numbers.
 *
 * ````md
 * ```ts title="src/a.ts" {1,3-5} ins={2} del={4} showLineNumbers
 * ````
 *
 * ```ts
 * plugins: [code({ lineNumbers: true })]
 * ```
 *
 * It comes after highlighting, so that it does not matter whether core highlights, `shiki`, or nobody.
 */
export const code = (options: CodeOptions = {}) =>
  definePlugin({
    name: 'code',
    version,
    order: 'post',
    options: { schema, given: options },
    rehype: ({ options: settings }) => [[rehypeCode, settings]],
  })

/** Lines and titles of all blocks of a tree. */
export function rehypeCode(settings: Settings) {
  return (tree: Root): void => {
    for (const block of codeBlocksOf(tree)) dress(block, settings)
  }
}

function dress(block: CodeBlock, settings: Settings): void {
  const { title, numbers, kindOf, hasKinds } = readCodeMeta(block.meta)
  const first = numbers ?? (settings.lineNumbers ? 1 : false)
  const lines = linesOf(block.code.children).map((line) => (settings.comments ? takeMark(line) : { line }))
  const isMarked = hasKinds || lines.some(({ kind }) => kind !== undefined)
  if (isMarked || first !== false) {
    block.code.children = lines.map(({ line, kind }: { line: Line; kind?: LineKind }, index) =>
      lineElement(line, kind ?? kindOf(index + 1), first === false ? undefined : first + index),
    )
    const numbered = first === false ? [] : ['has-numbers']
    block.code.properties.className = [...classesOf(block.code), 'has-lines', ...numbered]
  }
  if (title !== undefined) addTitle(block, title)
}

/**
 * Elements that mean what the line is, so that it is told without any style sheet too. The line end is
 * within, which leaves an empty line its height.
 */
function lineElement(children: Line, kind: LineKind | undefined, number: number | undefined): Element {
  return {
    type: 'element',
    tagName: kind ?? 'span',
    properties: { className: ['line'], ...(number === undefined ? {} : { dataLine: String(number) }) },
    children,
  }
}

function addTitle({ parent, pre }: CodeBlock, title: string): void {
  const caption: Element = {
    type: 'element',
    tagName: 'figcaption',
    properties: {},
    children: [{ type: 'text', value: title }],
  }
  const figure: Element = {
    type: 'element',
    tagName: 'figure',
    properties: { className: ['code'] },
    children: [caption, pre],
    ...(pre.position ? { position: pre.position } : {}),
  }
  const children = parent.children as ElementContent[]
  children[children.indexOf(pre)] = figure
}
