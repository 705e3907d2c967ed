/** Messages about addresses and the paths of outputs. */
import { message, type Where } from '../messages.js'
import type { Message } from '../model.js'

/** An address that can't be one: it would leave the site or can't be a file everywhere. */
export function permalinkUnsafe(where: Where, permalink: string, reason: string): Message {
  return message(
    'error',
    'permalink-unsafe',
    where,
    `${JSON.stringify(permalink)} can't be an address: ${reason}.`,
    'Write an address such as `/about/` or `/404.html`.',
  )
}

/** The collection's pattern needs a field that the entry lacks, or that has no text in it. */
export function permalinkField(where: Where, pattern: string, field: string): Message {
  return message(
    'error',
    'permalink-field',
    where,
    `The address of this entry, \`${pattern}\`, needs the field \`${field}\`, which is missing or empty.`,
    `Add \`${field}\`, or give the entry a \`permalink\` of its own.`,
  )
}

/** The collection's pattern needs a date and the entry has none. */
export function permalinkDate(where: Where, pattern: string, part: string): Message {
  return message(
    'error',
    'permalink-date',
    where,
    `The address of this entry, \`${pattern}\`, needs a date for \`:${part}\`, and it has none.`,
    'Add a `date`, or begin the file name with one: `2024-01-31-title.md`.',
  )
}

/** The path of an output is not one that every system can hold inside the output folder. */
export function outputPathUnsafe(where: Where, path: string, reasons: readonly string[]): Message {
  return message(
    'error',
    'output-path-unsafe',
    where,
    `${JSON.stringify(path)} can't be the path of an output: ${reasons.join('; ')}.`,
    'Use a relative path of plain names with `/` between them.',
  )
}
