/**
 * Options of a plugin: checked when it is made, so that a slip is told before anything runs. Schemas are
 * functions that make them: without options, as in the preset, none is needed, and a start is shorter.
 */
import { nearest } from '@blog-build/core/plugin'
import * as z from 'zod/mini'

/** An object of options; a key that it does not have is refused, and the one that was meant is named. */
export function optionsOf<Shape extends Record<string, z.ZodMiniType>>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return 'an object'
      return (issue.keys as string[]).map((key) => unknownKey(key, Object.keys(shape))).join(' ')
    },
  })
}

/** A whole number, 1 or more. */
export const wholeNumber = (most: number) => {
  const expected = `a whole number from 1 to ${most}`
  return z.int(expected).check(z.minimum(1, expected), z.maximum(most, expected))
}

const folderForm = /^\/(?:[^\s/?#%\\]+\/)+$/

/** An address of the site that other addresses lie under, such as `/tags/`. */
export const folderAddress = () => matching(folderForm, 'an address that starts and ends with `/`')

/** Whether a text would do for `folderAddress`. */
export const isFolderAddress = (text: string): boolean => folderForm.test(text)

/** A text of at least one visible character. */
export const words = () => matching(/\S/, 'a text')

/** The name of a layout; it leads to a file, so it has no `.` and no `\`. */
export const layoutName = () => matching(/^[\w-]+(?:\/[\w-]+)*$/, 'the name of a layout')

/** One collection or several. */
export const collections = () =>
  z.union([words(), z.array(words())], 'the name of a collection, or a list of names')

/** A text of a form, which `expected` says in words. */
export function matching(form: RegExp, expected: string) {
  return z.string(expected).check(z.regex(form, expected))
}

/**
 * Options with their defaults filled in. All of them may be left out. Every check in the schema has, as its
 * error, what is expected in words: they end the sentence "`limit` must be …".
 *
 * @throws an `Error` that starts with the plugin's name and tells of each wrong option what was seen and
 * what is expected.
 */
export function parseOptions<Schema extends z.ZodMiniObject, Defaults extends object>(
  plugin: string,
  schema: () => Schema,
  defaults: Defaults,
  options: unknown,
): Defaults & z.output<Schema> {
  if (isEmpty(options)) return { ...defaults } as Defaults & z.output<Schema>
  const answer = schema().safeParse(options)
  if (!answer.success) {
    const problems = answer.error.issues.map((issue) => problemOf(issue, options))
    throw new Error(`[${plugin}] ${problems.join(' ')}`)
  }
  const given = Object.entries(answer.data).filter(([, value]) => value !== undefined)
  return { ...defaults, ...Object.fromEntries(given) } as Defaults & z.output<Schema>
}

function isEmpty(options: unknown): boolean {
  const isObject = typeof options === 'object' && options !== null && !Array.isArray(options)
  return isObject && Object.keys(options).length === 0
}

function problemOf(issue: z.core.$ZodIssue, options: unknown): string {
  const where = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys')
    return where === '' ? issue.message : `In \`${where}\`: ${issue.message}`
  const name = where === '' ? 'The options' : `\`${where}\``
  return `${name} must be ${issue.message}, not ${describe(valueAt(options, issue.path))}.`
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = nearest(key, known)
  const remedy =
    meant === undefined
      ? `There are ${known.map((name) => `\`${name}\``).join(', ')}.`
      : `Did you mean \`${meant}\`?`
  return `There is no option \`${key}\`. ${remedy}`
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inside, key) =>
      typeof inside === 'object' && inside !== null
        ? (inside as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  )
}

function describe(value: unknown): string {
  if (typeof value === 'string')
    return value.length > 60 ? `${JSON.stringify(value.slice(0, 60))} …` : JSON.stringify(value)
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  return typeof value === 'function' ? 'a function' : String(value)
}
