/** Messages about entries: their fields, their schema, their ids and their references. */
import { message, type Where } from '../messages.js'
import type { EntryId, Message } from '../model.js'
import { nearest } from '../nearest.js'

/** A well-known field is wrong. `seen` says what it is, `problem` why that is wrong, if type alone does not. */
export function frontmatterField(
  where: Where,
  field: string,
  seen: string,
  expected: string,
  problem?: string,
): Message {
  const why = problem === undefined ? '' : `: ${problem}`
  return message(
    'error',
    'frontmatter-field',
    where,
    `Field \`${field}\` is ${seen}, expected ${expected}${why}.`,
    `Write ${expected} here, or remove the field.`,
  )
}

/** A field that nothing reads, one slip away from one that is read. */
export function frontmatterUnknownField(where: Where, field: string, meant: string): Message {
  return message(
    'warning',
    'frontmatter-unknown-field',
    where,
    `Field \`${field}\` has no meaning here.`,
    `Did you mean \`${meant}\`? If not, name the field in a schema of the collection.`,
  )
}

/** The collection's own schema refuses a value; `reason` is the schema's. `field` is `''` for the whole. */
export function frontmatterSchema(where: Where, collection: string, field: string, reason: string): Message {
  const what = field === '' ? 'This entry' : `Field \`${field}\``
  return message(
    'error',
    'frontmatter-schema',
    where,
    `${what} does not fit the schema of collection \`${collection}\`: ${reason}.`.replace(/\.+$/, '.'),
    'Correct the value, or the schema in the configuration.',
  )
}

/** The collection's schema threw instead of answering. */
export function schemaThrew(where: Where, collection: string, reason: string): Message {
  return message(
    'error',
    'schema-threw',
    where,
    `The schema of collection \`${collection}\` failed on this entry: ${reason}`,
    'Let the schema report an issue instead of throwing.',
  )
}

/** A schema or a loader made a value that can't be kept: a function, a class instance, an infinite number. */
export function entryDataKind(where: Where, field: string, seen: string): Message {
  return message(
    'error',
    'entry-data-kind',
    where,
    `${field === '' ? 'The data of this entry' : `Field \`${field}\``} is ${seen}, which can't be kept.`,
    'Use texts, finite numbers, true or false, null, lists, plain objects, dates and bytes.',
  )
}

/** `expiresAt` is not after `publishAt`. */
export function entryNeverPublic(where: Where, publishAt: string, expiresAt: string): Message {
  return message(
    'warning',
    'entry-never-public',
    where,
    `This entry is never public: it expires at ${expiresAt} and would be published at ${publishAt}.`,
    'Set `expiresAt` later than `publishAt` (or `date`).',
  )
}

/** Two sources make the same id. Points at the second, names both. */
export function entryDuplicateId(path: string, other: string, id: EntryId): Message {
  const who = path === other ? `both in ${path}` : `${other} and ${path}`
  return message(
    'error',
    'entry-duplicate-id',
    { path },
    `Two entries have the id \`${id}\`: ${who}.`,
    'Rename or remove one of them.',
  )
}

/** A reference leads to no entry. `ids` are those that exist in the target's collection. */
export function referenceMissing(
  where: Where,
  field: string,
  target: EntryId,
  ids: Iterable<EntryId>,
): Message {
  const meant = nearest(target, ids)
  return message(
    'error',
    'reference-missing',
    where,
    `Field \`${field}\` refers to \`${target}\`, which does not exist.`,
    meant === undefined ? 'Create that entry, or correct the name.' : `Did you mean \`${meant}\`?`,
  )
}
