import { type ClientEntry, definePlugin, type Page, type PageContext } from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { toScriptText } from './json-ld.js'
import { optionsOf, optionsSchema, words } from './options.js'
import { version } from './version.js'

/** Options of `code`. */
export interface CodeOptions {
  /** Whether every block has numbered lines; one that says `noLineNumbers` has none. @default false */
  lineNumbers?: boolean
  /** Whether comments such as `// [!code ++]` mark the line that they end. @default false */
  comments?: boolean
  /** Whether pages with code get a script that puts a button "Copy" beside each block. @default true */
  copyButton?: boolean
  /** What that button says, in the language of the site; see below. @default {}: English */
  words?: CodeWords
}

/** What the button says that copies code, before and after it was pressed. */
export interface CodeWords {
  /** Before it is pressed. @default `Copy` */
  copy?: string
  /** After it was pressed. @default `Copied` */
  copied?: string
  /** Where the browser gives no access to the clipboard. @default `Selected; press Ctrl+C` */
  selected?: string
}

const defaults = { lineNumbers: false, comments: false, copyButton: true, words: {} as CodeWords }

const aBoolean = 'true or false'

const schema = optionsSchema<CodeOptions, typeof defaults>(defaults, () =>
  optionsOf({
    lineNumbers: z.optional(z.boolean(aBoolean)),
    comments: z.optional(z.boolean(aBoolean)),
    copyButton: z.optional(z.boolean(aBoolean)),
    words: z.optional(
      optionsOf({ copy: z.optional(words()), copied: z.optional(words()), selected: z.optional(words()) }),
    ),
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
    rehype: ({ options: { lineNumbers, comments } }) => [
      { module: new URL('./rehype-code.js', import.meta.url), options: { lineNumbers, comments } },
    ],
    head: (context, page) => tellWords(context, page, context.options),
    ...(options.copyButton === false ? {} : { client: copyButton }),
  })

const copyButton: ClientEntry = {
  script: new URL('./client/code.ts', import.meta.url),
  style: new URL('./client/code.css', import.meta.url),
  when: showsCode,
}

async function showsCode(context: PageContext, { entry }: Page): Promise<boolean> {
  return entry !== undefined && (await context.sections(entry)).some(({ code }) => code !== '')
}

/** The script is the same for all sites, so it finds the words of this one in the page. */
async function tellWords(context: PageContext, page: Page, { copyButton, words }: Settings) {
  if (!copyButton || Object.keys(words).length === 0 || !(await showsCode(context, page))) return []
  const text = toScriptText({ ...words })
  return [{ tag: 'script', attributes: { type: 'application/json', id: 'code-words' }, text } as const]
}
