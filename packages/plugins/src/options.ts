/**
 * Options of a plugin: a Standard Schema, which core asks before anything runs. It is put together only
 * where there are options: without any, as in the preset, none is needed, and a start is shorter.
 */
import { nearest, type StandardSchemaV1 } from '@blog-build/core/plugin'
import * as z from 'zod/mini'

/** An object of options; a key that it does not have is refused, and the one that was meant is named. */
export function optionsOf<Shape extends Record<string, z.ZodMiniType>>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return 'an object'
      return (issue.keys as string[]).map((key) => unknownKey(key, Object.keys(shape))).join('\n')
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

/** A part of a path that every system takes as a name: no `.` at its end, and so neither `.` nor `..`. */
const part = String.raw`[^\s/?#%\\:*"<>|]*[^\s/?#%\\:*"<>|.]`

/** Path of a file in the output folder, with one of some endings, such as `feeds/all.xml`. */
export const outputFile = (endings: readonly string[], expected: string) =>
  matching(new RegExp(`^(?:${part}/)*${part}\\.(?:${endings.join('|')})$`), expected)

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

/** A schema that fills in defaults: `Options` are as users write them, `Settings` as the plugin gets them. */
export type OptionsSchema<Options, Settings> = StandardSchemaV1<Options, Settings>

/**
 * The schema of a plugin's options. All of them may be left out. Every check in the shape has, as its
 * error, what is expected in words: they end the sentence "it must be …".
 *
 * @param refuse What single checks can't tell, of options that are well formed: a sentence, and of which option.
 */
export function optionsSchema<Options extends object, Defaults extends object>(
  defaults: Defaults,
  shape: () => z.ZodMiniType,
  refuse: (settings: Options & Defaults) => Refusal | undefined = () => undefined,
): OptionsSchema<Options, Options & Defaults> {
  return {
    '~standard': {
      version: 1,
      vendor: 'blog-build',
      validate(options) {
        if (isEmpty(options)) return { value: { ...defaults } as Options & Defaults }
        const answer = shape().safeParse(options)
        if (!answer.success)
          return { issues: answer.error.issues.flatMap((issue) => issuesOf(issue, options)) }
        const given = Object.entries(answer.data as object).filter(([, value]) => value !== undefined)
        const settings = { ...defaults, ...Object.fromEntries(given) } as Options & Defaults
        const refused = refuse(settings)
        return refused ? { issues: [refused] } : { value: settings }
      },
    },
  }
}

/** What is wrong with options, and with which of them. */
export interface Refusal {
  path: string[]
  message: string
}

function isEmpty(options: unknown): boolean {
  const isObject = typeof options === 'object' && options !== null && !Array.isArray(options)
  return isObject && Object.keys(options).length === 0
}

/** An unknown key is an issue of its own, so that a message can point at it. */
function issuesOf(issue: z.core.$ZodIssue, options: unknown): StandardSchemaV1.Issue[] {
  const { path } = issue
  if (issue.code !== 'unrecognized_keys') {
    return [{ path, message: `it must be ${issue.message}, not ${describe(valueAt(options, path))}.` }]
  }
  const messages = issue.message.split('\n')
  return issue.keys.map((key, at) => ({ path: [...path, key], message: messages[at] ?? '' }))
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = nearest(key, known)
  const remedy =
    meant === undefined
      ? `There are ${known.map((name) => `\`${name}\``).join(', ')}.`
      : `Did you mean \`${meant}\`?`
  return `there is no such option. ${remedy}`
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
