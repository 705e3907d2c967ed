/** The configuration: checked, with every default filled in. */
import type * as z from 'zod/mini'
import type { Config, MarkdownConfig, NavigationItem, UserConfig } from '../hooks/config.js'
import type { Plugin } from '../hooks/hook.js'
import { configField, configNoObject, configOut, configThrew, configUnknownKey } from '../messages/config.js'
import { reasonOf } from '../messages/reason.js'
import type { Where } from '../messages.js'
import type { Message, Result } from '../model.js'
import { nearest } from '../nearest.js'
import { ownFolders, toOut } from './config-out.js'
import { placeOfField } from './config-place.js'
import { configSchema, knownKeys } from './config-schema.js'
import { problemOfBase, problemOfLanguage, problemOfTimeZone, problemOfUrl, toBase } from './config-values.js'

/** Options of `resolveConfig`. */
export interface ResolveConfigOptions {
  /** Path of the configuration file, for messages. */
  configPath?: string | undefined
  /** Its text, for places in messages. */
  configText?: string | undefined
  /** Name of the project's folder: the site's title if it has no other. */
  folderName: string
  /** Absolute path of the project, with `/`: tells whether an absolute `out` is safe. */
  root?: string | undefined
  /** What the command line says; it counts more than the file. */
  flags: { base?: string | undefined; out?: string | undefined; drafts?: boolean | undefined }
}

/**
 * Checks a configuration and fills in the defaults.
 *
 * @param user What the configuration file exports, awaited; `undefined` if there is none.
 */
export function resolveConfig(user: unknown, options: ResolveConfigOptions): Result<Config | undefined> {
  const whereIs = whereOf(options)
  const input = user ?? {}
  if (typeof input !== 'object' || Array.isArray(input)) {
    return { value: undefined, messages: [configNoObject(whereIs([]), inWords(input))] }
  }
  try {
    return checkConfig(input, options, whereIs)
  } catch (error) {
    // A foreign object may throw when it is read.
    return { value: undefined, messages: [configThrew(whereIs([]), reasonOf(error))] }
  }
}

function checkConfig(
  input: object,
  options: ResolveConfigOptions,
  whereIs: WhereIs,
): Result<Config | undefined> {
  const checked = configSchema.safeParse(input)
  const messages = checked.success
    ? []
    : checked.error.issues.flatMap((issue) => toMessages(issue, input, whereIs))
  const broken = new Set(
    messages.length > 0 && !checked.success ? checked.error.issues.map(({ path }) => path[0]) : [],
  )
  messages.push(...checkValues(input as UserConfig, options, broken, whereIs))
  return messages.length > 0
    ? { value: undefined, messages: sorted(messages) }
    : { value: toConfig(input as UserConfig, options), messages: [] }
}

type WhereIs = (path: readonly PropertyKey[]) => Where

function whereOf({ configPath, configText }: ResolveConfigOptions): WhereIs {
  return (path) => ({
    ...(configPath === undefined ? {} : { path: configPath }),
    place: configText === undefined || path.length === 0 ? undefined : placeOfField(configText, path),
  })
}

function toMessages(issue: z.core.$ZodIssue, input: unknown, whereIs: WhereIs): Message[] {
  // The second form of a union is the one that an object or function is meant to have.
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.at(-1) ?? []
    return inner.flatMap((each) =>
      toMessages({ ...each, path: [...issue.path, ...each.path] }, input, whereIs),
    )
  }
  const { path } = issue
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      configUnknownKey(whereIs([...path, key]), [...path, key].join('.'), nearest(key, knownKeys(path))),
    )
  }
  return [configField(whereIs(path), path.join('.'), issue.message, inWords(valueAt(input, path)))]
}

/** What form alone does not tell. Fields in `broken` are left out: they have a message already. */
function checkValues(
  user: UserConfig,
  { flags, configPath, root }: ResolveConfigOptions,
  broken: ReadonlySet<PropertyKey | undefined>,
  whereIs: WhereIs,
): Message[] {
  const messages: Message[] = []
  const check = (
    name: keyof UserConfig,
    problemOf: (value: string) => [must: string, remedy?: string] | undefined,
  ) => {
    const value = user[name]
    const problem = typeof value === 'string' && !broken.has(name) ? problemOf(value) : undefined
    if (problem) messages.push(configField(whereIs([name]), name, problem[0], inWords(value), problem[1]))
  }
  check('url', problemOfUrl)
  check('base', problemOfBase)
  check('language', problemOfLanguage)
  check('timeZone', problemOfTimeZone)
  const flagged = flags.base === undefined ? undefined : problemOfBase(flags.base)
  if (flagged) messages.push(configField({}, '--base', flagged[0], inWords(flags.base), flagged[1]))
  const out = flags.out ?? (broken.has('out') ? undefined : user.out)
  if (out !== undefined) {
    const judged = toOut(out, {
      root,
      own: [...ownFolders, ...(configPath === undefined ? [] : [configPath])],
    })
    const where = flags.out === undefined ? whereIs(['out']) : {}
    if ('refused' in judged) messages.push(configOut(where, out, judged.refused))
  }
  return messages
}

/** Only for what was checked. */
function toConfig(user: UserConfig, { folderName, root, flags }: ResolveConfigOptions): Config {
  const url = user.url === undefined ? undefined : new URL(user.url)
  const out = toOut(flags.out ?? user.out ?? 'dist', { root, own: [] })
  return {
    title: user.title ?? titleOf(folderName),
    description: user.description ?? '',
    ...(url === undefined ? {} : { url: url.origin }),
    base: toBase(flags.base ?? user.base ?? url?.pathname ?? '/'),
    language: Intl.getCanonicalLocales(user.language ?? 'en')[0] ?? 'en',
    timeZone: user.timeZone ?? 'UTC',
    ...(user.author === undefined ? {} : { author: user.author }),
    out: 'out' in out ? out.out : 'dist',
    perPage: user.perPage ?? 10,
    navigation: (user.navigation ?? []).map(({ text, href }): NavigationItem => ({ text, href })),
    collections: Object.assign(Object.create(null), user.collections),
    markdown: toMarkdown(user.markdown),
    plugins: uniquePlugins(user.plugins ?? []),
    drafts: flags.drafts ?? false,
  }
}

function toMarkdown(user: UserConfig['markdown'] = {}): MarkdownConfig {
  const { size = 2_000_000, depth = 100, cells = 20_000 } = user.limits ?? {}
  const { parser = 'auto', gfm = true, highlight = true, remark = [], rehype = [], remarkRehype } = user
  return {
    ...{ parser, gfm, highlight, remark, rehype },
    ...(remarkRehype === undefined ? {} : { remarkRehype }),
    limits: { size, depth, cells },
  }
}

/** A later plugin of the same name replaces the earlier one, at its position. */
function uniquePlugins(plugins: readonly (Plugin | false | undefined | null)[]): Plugin[] {
  const byName = new Map<string, Plugin>()
  for (const plugin of plugins) if (plugin) byName.set(plugin.name, plugin)
  return [...byName.values()]
}

/** `my-blog` becomes `My blog`. */
function titleOf(folderName: string): string {
  const [first = '', ...rest] = folderName.replace(/[-_.\s]+/g, ' ').trim()
  return first === '' ? 'Site' : first.toUpperCase() + rest.join('')
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    input,
  )
}

function inWords(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'empty' : JSON.stringify(value.slice(0, 100))
  if (value === undefined) return 'absent'
  if (typeof value === 'function') return 'a function'
  if (Array.isArray(value)) return 'a list'
  if (value instanceof Promise) return 'a promise; await it'
  return typeof value === 'object' && value !== null ? 'an object' : `\`${String(value)}\``
}

function sorted(messages: Message[]): Message[] {
  const line = ({ place }: Message) => place?.start.line ?? 0
  return messages.sort((a, b) => line(a) - line(b) || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
}
