/** Messages about addresses and the paths of outputs. */
import { message, type Where } from '../messages.js'
import type { Message } from '../model.js'

/** As much of an author's text as a message needs. */
const shown = (text: string): string =>
  JSON.stringify(text.length > 120 ? `${text.slice(0, 80)}…${text.slice(-20)}` : text)

/** An address that can't be one: it would leave the site or can't be a file everywhere. */
export function permalinkUnsafe(where: Where, permalink: string, reason: string): Message {
  return message(
    'error',
    'permalink-unsafe',
    where,
    `${shown(permalink)} can't be an address: ${reason}.`,
    'Write an address such as `/about/` or `/404.html`.',
  )
}

/** What the pattern of a collection makes of an entry can't be an address. */
export function patternUnsafe(where: Where, permalink: string, pattern: string, reason: string): Message {
  return message(
    'error',
    'permalink-unsafe',
    where,
    `The pattern \`${pattern}\` makes the address ${shown(permalink)} of this entry, which can't be one: ${reason}.`,
    'Give the entry a `permalink` of its own, or change the pattern of its collection.',
  )
}

/** A `slug` that means a folder rather than a name. */
export function slugUnsafe(where: Where, slug: string, part: string): Message {
  return message(
    'error',
    'slug-unsafe',
    where,
    `The slug ${shown(slug)} can't be a part of an address: it contains the part \`${part}\`.`,
    'Write a name such as `my-post`, or `part/name`; for an address elsewhere, write a `permalink`.',
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
    `${shown(path)} can't be the path of an output: ${reasons.join('; ')}.`,
    'Use a relative path of plain names with `/` between them.',
  )
}

/** A file of `public/` is named by the author, not by a field. */
export function renamePublicFile(said: Message): Message {
  return { ...said, remedy: 'Rename the file in `public/`.' }
}
