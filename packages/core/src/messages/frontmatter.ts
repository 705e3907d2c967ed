/** Messages about frontmatter and data files as texts: fences, YAML, and the shape of the data. */
import { message, type Where } from '../messages.js'
import type { Message, Point } from '../model.js'

/** The opening fence asks for a language other than YAML or JSON. */
export function frontmatterLanguage(where: Where, fence: string): Message {
  return message(
    'error',
    'frontmatter-language',
    where,
    `Frontmatter in this language is not supported: \`${fence}\`. Nothing in it was run or read.`,
    'Write the frontmatter as YAML between two lines `---`, or as JSON between `---json` and `---`.',
  )
}

/** The opening fence has no closing one; the place is that of the opening fence. */
export function frontmatterUnclosed(where: Where): Message {
  return message(
    'error',
    'frontmatter-unclosed',
    where,
    'The frontmatter that begins on this line has no end.',
    'Close it with a line `---`. If a horizontal rule is meant, write `***`.',
  )
}

/** The frontmatter is a list or a single value. */
export function frontmatterNotMapping(where: Where, seen: string): Message {
  return message(
    'error',
    'frontmatter-not-mapping',
    where,
    `The frontmatter is ${seen}, not a mapping of fields to values.`,
    'Write one `field: value` on each line. If a horizontal rule is meant, write `***`.',
  )
}

/** The YAML parser's reason, at its place. */
export function yamlInvalid(where: Where, reason: string): Message {
  return message(
    'error',
    'yaml-invalid',
    where,
    `This is not valid YAML: ${reason.replace(/[.\s]+$/, '')}.`,
    'Check quotes, brackets and indentation here; put values that hold `: ` or ` #` in quotes.',
  )
}

/** A mapping has the same key twice; the place is that of the second, `first` that of the first. */
export function yamlDuplicateKey(where: Where, key: string, first: Point): Message {
  return message(
    'error',
    'yaml-duplicate-key',
    where,
    `The key \`${key}\` stands here a second time; the first is at ${first.line}:${first.column}.`,
    'Remove one of them.',
  )
}

/** A key that is a list, a mapping or an alias. */
export function yamlKey(where: Where): Message {
  return message('error', 'yaml-key', where, 'A key must be a plain text.', 'Put the key in quotes.')
}

/** The merge key `<<`, which YAML 1.2 does not have. */
export function yamlMergeKey(where: Where): Message {
  return message(
    'error',
    'yaml-merge-key',
    where,
    'Merge keys (`<<`) are not supported.',
    'Write the fields out, or quote the key if it is meant literally.',
  )
}

/** An alias without an anchor before it, or inside its own anchor. */
export function yamlAlias(where: Where, name: string, reason: 'unknown' | 'recursive'): Message {
  const why = reason === 'unknown' ? 'has no anchor before it' : 'stands inside its own anchor'
  return message('error', 'yaml-alias', where, `The alias \`*${name}\` ${why}.`, 'Write the value out.')
}

/** Aliases repeat more than `limit` values in all. */
export function yamlAliasLimit(where: Where, limit: number): Message {
  return message(
    'error',
    'yaml-alias-limit',
    where,
    `The aliases of this file repeat more than ${limit} values.`,
    'Write the values out, or use fewer aliases.',
  )
}

/** Lists and mappings are nested more than `limit` levels deep. */
export function yamlNesting(where: Where, limit: number): Message {
  return message(
    'error',
    'yaml-nesting',
    where,
    `Lists and mappings are nested deeper than ${limit} levels.`,
    'Make the data flatter.',
  )
}

/** `.nan` and `.inf`, which are not data that JSON can hold. */
export function yamlNumber(where: Where, seen: string): Message {
  return message(
    'error',
    'yaml-number',
    where,
    `\`${seen}\` is not a finite number.`,
    'Put it in quotes if a text is meant.',
  )
}

/** A file with several YAML documents; the place is that of the second. */
export function yamlDocuments(where: Where): Message {
  return message(
    'error',
    'yaml-documents',
    where,
    'A second YAML document begins here, but a file holds one.',
    'Write a list of mappings instead.',
  )
}

/** A data file, or an item of its list, that is not a mapping. */
export function dataShape(where: Where, what: 'file' | 'item', seen: string): Message {
  const text =
    what === 'file'
      ? `A data file holds a mapping or a list of mappings, this one is ${seen}.`
      : `An item of a data file is a mapping, this one is ${seen}.`
  return message('error', 'data-shape', where, text, 'Write `field: value` pairs.')
}

/** An item of a list has nothing to be told apart by. */
export function dataKey(where: Where): Message {
  return message(
    'error',
    'data-key',
    where,
    'This item has no `id`, by which it is told apart from the others.',
    'Give it an `id` (or a `slug`): a text that no other item of the file has.',
  )
}

/**
 * A plugin loaded two records of one key from a source.
 *
 * @param key Nothing of records without one, of which a source has a single one.
 */
export function recordDuplicateKey(
  where: Where,
  plugin: string,
  key: string | undefined,
  first: Point | undefined,
): Message {
  const at = first === undefined ? '' : `; the first is at ${first.line}:${first.column}`
  const which = key === undefined ? 'without a key' : `with the key ${JSON.stringify(key)}`
  return {
    ...message(
      'error',
      'data-duplicate-key',
      where,
      `Plugin \`${plugin}\` loaded a second record ${which} from this file${at}.`,
      'Give each record a key of its own: it is the plugin that takes it from what stands there.',
    ),
    plugin,
  }
}

/** Two items of a list have one key; the place is that of the second, `first` that of the first. */
export function dataDuplicateKey(where: Where, key: string, first: Point | undefined): Message {
  const at = first === undefined ? '' : `; the first is at ${first.line}:${first.column}`
  return message(
    'error',
    'data-duplicate-key',
    where,
    `A second item of this file has the \`id\` ${JSON.stringify(key)}${at}.`,
    'Give each item an `id` of its own.',
  )
}
