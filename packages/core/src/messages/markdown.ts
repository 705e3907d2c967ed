/** What the Markdown stages say. */
import { message, type Where } from '../messages.js'
import type { Message, Severity } from '../model.js'

/** The source is bigger than the limit. */
export const markdownTooLarge = (where: Where, bytes: number, limit: number): Message =>
  message(
    'error',
    'markdown-too-large',
    where,
    `The text has ${bytes} bytes; at most ${limit} are read.`,
    'Split the text, or raise `markdown.limits.size`.',
  )

/** Blocks, lists or elements are nested too deeply. */
export const markdownTooDeep = (where: Where, limit: number): Message =>
  message(
    'error',
    'markdown-too-deep',
    where,
    `The text is nested deeper than ${limit} levels.`,
    'Close or flatten the quotes, lists and tags at this place, or raise `markdown.limits.depth`.',
  )

/** The stack overflowed: by nesting, or by something that repeats without end. */
export const markdownOverflow = (where: Where): Message =>
  message(
    'error',
    'markdown-too-deep',
    where,
    'The text is nested too deeply, or repeats something too often, to be processed.',
    'Flatten or split the text.',
  )

/** A table has too many cells, counting those that padding adds. */
export const markdownTableTooLarge = (where: Where, cells: number, limit: number): Message =>
  message(
    'error',
    'markdown-table-too-large',
    where,
    `The table has ${cells} cells when its rows are filled up; at most ${limit} are shown.`,
    'Split the table, or raise `markdown.limits.cells`.',
  )

/** One paragraph holds so much emphasis that reading it would take too long. */
export const markdownTooDense = (where: Where, runs: number, limit: number): Message =>
  message(
    'error',
    'markdown-too-dense',
    where,
    `One block has ${runs} runs of \`*\`, \`_\` or \`~\`; at most ${limit} are read.`,
    'Put blank lines into the block, or escape the characters with a backslash.',
  )

/** Tags left open would be repeated in so many places that the page would not fit into memory. */
export const markdownTagsRepeated = (where: Where): Message =>
  message(
    'error',
    'markdown-tags-repeated',
    where,
    'Formatting tags that are never closed would have to be repeated in too many places.',
    'Close the tags (`<b>`, `<i>`, `<a>` and the like) where their text ends.',
  )

/** A remark or rehype plugin threw or rejected. */
export const markdownPluginFailed = (where: Where, plugin: string | undefined, reason: string): Message => ({
  ...message(
    'error',
    'markdown-plugin-failed',
    where,
    `${plugin ? `The Markdown plugin ${plugin}` : 'A Markdown plugin'} failed: ${reason}`,
    'Correct what the plugin complains about, or remove it from `markdown.remark` or `markdown.rehype`.',
  ),
  ...(plugin === undefined ? {} : { plugin }),
})

/** The same, where a plugin of the site gave it. */
export const markdownStepFailed = (
  where: Where,
  { owner, hook, name }: { owner: string; hook: string; name: string | undefined },
  reason: string,
): Message => ({
  ...message(
    'error',
    'markdown-plugin-failed',
    where,
    `Plugin \`${owner}\` failed in its hook \`${hook}\`${name ? `, in ${name}` : ''}: ${reason}`,
    'Correct what the plugin complains about, mend it, or take it out of the configuration.',
  ),
  plugin: owner,
})

/** Something that a plugin left on the file. */
export const markdownPluginMessage = (
  where: Where,
  severity: Severity,
  rule: string,
  plugin: string | undefined,
  reason: string,
): Message => ({
  ...message(severity, rule, where, reason),
  ...(plugin === undefined ? {} : { plugin }),
})

/** The address of a link or resource would run code. */
export const markdownUnsafeUrl = (where: Where, attribute: string, scheme: string): Message =>
  message(
    'warning',
    'markdown-unsafe-url',
    where,
    `The address in \`${attribute}\` has the scheme \`${scheme}:\`, which can run code; it is left out.`,
    'Use an `https:` address or a path.',
  )

/** A relative address leads above the project. */
export const linkOutsideRoot = (where: Where, href: string): Message =>
  message(
    'error',
    'link-outside-root',
    where,
    `The address \`${href}\` leads out of the project folder.`,
    'Remove some of the `../`, or move the file into the project.',
  )
