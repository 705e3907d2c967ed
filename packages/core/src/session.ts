/** Engine, pipeline and user code as one unit: what a build needs before it can begin. */
import { hashOf } from './engine/codec.js'
import type { Activity } from './hooks/activity.js'
import { type Commons, watchCommons } from './hooks/commons.js'
import type { Config } from './hooks/config.js'
import { createGuard, type Guard } from './hooks/guard.js'
import { guardedLayouts, guardedPlugin } from './hooks/guarded.js'
import type { ConfiguredPlugin, Plugin } from './hooks/hook.js'
import type { LayoutModule } from './hooks/layout.js'
import { bundleClients, type Client } from './load/client.js'
import { type FromCode, loadCode, type UserCode } from './load/code.js'
import { loadFunctions, type PluginFunctions } from './load/plugin-functions.js'
import type { OnStep } from './markdown/plugin-list.js'
import { markdownPluginRefused } from './messages/config.js'
import { pluginChangedGlobals } from './messages/plugin.js'
import { reasonOf } from './messages/reason.js'
import type { Emitted, Host, Message, Result } from './model.js'
import type { LoadedStyles } from './pipeline/context.js'
import type { LoadedCode } from './pipeline/inputs.js'
import { configure, type PluginGuards } from './site-config.js'
import { contentForThreads, loadMarkdown, markdownOf } from './site-markdown.js'
import type { SiteOptions } from './site-options.js'
import { identify, withFunctions } from './site-plugins.js'
import { threadsOf } from './site-threads.js'

/** What a session works with. */
export interface SessionOptions {
  options: SiteOptions
  host: Host
  /** The real disk, for packages and the theme. */
  disk: Host
  /** Stands for functions that were passed in rather than loaded: they have no code to be known by. */
  inlineHash: string
  /** Stands in for layouts that the site does not have. */
  standIn?: LayoutModule | undefined
  /** Sees what each Markdown plugin makes of each tree. */
  onStep?: OnStep
}

/** Loaded code, the messages of loading it, and what it was made from. */
export interface Session {
  code: LoadedCode
  user: UserCode
  messages: Message[]
}

/** Loads configuration, plugins, layouts and styles. Nothing is read of the content. */
export async function openSession(session: SessionOptions): Promise<FromCode<Session>> {
  const { onActivity, isAlone } = session.options
  const commons = isAlone ? watchCommons() : undefined
  const ended = onActivity?.({ code: 'configuration' })
  try {
    return await load(session, commons)
  } finally {
    ended?.()
  }
}

async function load(session: SessionOptions, commons: Commons | undefined): Promise<FromCode<Session>> {
  const { options, host, disk } = session
  const { root, theme, resolveFrom, configFile } = options
  const {
    value: user,
    messages,
    inputs,
  } = await loadCode({
    host,
    disk,
    root,
    configPath: configFile,
    theme: theme && { folder: theme.layouts, styles: theme.styles },
    resolveFrom,
  })
  if (!user) return { value: undefined, messages, inputs }
  if (user.written) commons?.add(user.written)
  const changed = commons?.loaded() ?? []
  if (changed.length > 0) {
    const said = pluginChangedGlobals([{ code: 'configuration' }], changed)
    return { value: undefined, messages: [...messages, said], inputs }
  }
  const opened = await putTogether(session, user, messages, commons)
  return { ...opened, inputs: opened.value?.user.inputs ?? inputs }
}

async function putTogether(
  { options, host, disk, inlineHash, standIn, onStep }: SessionOptions,
  user: UserCode,
  said: readonly Message[],
  commons: Commons | undefined,
): Promise<Result<Session | undefined>> {
  const { root, resolveFrom } = options
  const guards = guardsOf(options, user, commons)
  const resolved = await configure(options, user, guards)
  if (!resolved.value) return { value: undefined, messages: [...said, ...resolved.messages] }
  const { config, plugins: configured } = resolved.value

  const configHash = options.config ? inlineHash : user.configHash
  const plugins = identify(configured, options.preset?.plugins ?? [], configHash, inlineHash)
  const { configPath, configText } = user
  const where = { root, host, disk, resolveFrom: resolveFrom ?? [], configHash, configPath, configText }
  const lists = await loadMarkdown(config, plugins, where)
  const functions = await loadFunctions(configured, where)
  const changed = functions.value.modules.size > 0 ? (commons?.loaded() ?? []) : []
  const brought = await bundleClients(configured, {
    ...where,
    language: config.language,
    around: guards.aroundPart,
  })
  const messages = [
    ...said,
    ...resolved.messages,
    ...lists.messages,
    ...functions.messages,
    ...(changed.length > 0 ? [pluginChangedGlobals(computing(configured), changed)] : []),
    ...brought.messages,
  ]
  if (messages.some(({ severity }) => severity === 'error')) return { value: undefined, messages }

  const isOfOthers = isForeign(config, options, user)
  const parts = { options, config, configHash, onStep, guard: guards.others }
  const pool = threadsOf(options, contentForThreads(parts, lists.value), functions.value, isOfOthers)
  const markdown = attemptMarkdown(() => markdownOf(parts, plugins, lists.value, pool), user.configPath)
  if (!markdown.value) return { value: undefined, messages: [...messages, ...markdown.messages] }
  const code: LoadedCode = {
    config,
    configHash,
    plugins: plugins.map((one) => withFunctions(one, guards.around(one.plugin), functions.value, pool)),
    layouts: guardedLayouts(user.layouts, ({ path }) => (isOfTheme(path) ? guards.ours : guards.others)),
    ...(pool && { pool }),
    ...(commons && { commons }),
    ...(standIn && { standIn: { module: standIn, path: 'stand-in', hash: inlineHash } }),
    ...(user.styles && { styles: stylesOf(user.styles) }),
    clients: clientsOf(brought.value.clients),
    markdown: markdown.value,
    isForeign: isOfOthers,
  }
  return {
    value: {
      code,
      user: withLooks(user, [...Object.values(lists.value), functions.value, { ...brought.value, env: [] }]),
      messages,
    },
    messages,
  }
}

/** Our own code only tells what it is at; of the code of others more is seen. */
interface Guards extends PluginGuards {
  ours: Guard
  others: Guard
}

function guardsOf({ onActivity, preset }: SiteOptions, user: UserCode, commons: Commons | undefined): Guards {
  const ours = createGuard({ onActivity })
  const others = createGuard({ onActivity, commons, whereOf: user.whereOf })
  const isOurs = (plugin: Plugin) => preset?.plugins?.includes(Object.getPrototypeOf(plugin)) === true
  return {
    ours,
    others,
    around: (plugin) => guardedPlugin(plugin, isOurs(plugin) ? ours : others),
    aroundPart: ({ name }, hook, run) => others.run({ code: 'plugin', name, hook }, run as never) as never,
  }
}

/** Whose modules were loaded last. */
function computing(plugins: readonly ConfiguredPlugin[]): Activity[] {
  const having = plugins.filter(({ compute }) => compute !== undefined)
  return having.map(({ name }) => ({ code: 'plugin', name, hook: 'compute' }))
}

/** Modules that the configuration and its plugins name are code of the project too. */
function withLooks(user: UserCode, looks: readonly Looks[]): UserCode {
  const reads = () =>
    new Map([user.env, ...looks.flatMap(({ env }) => env.map((of) => of()))].flatMap(byName))
  return Object.defineProperties({} as UserCode, {
    ...Object.getOwnPropertyDescriptors(user),
    inputs: { value: [...user.inputs, ...looks.flatMap(({ inputs }) => inputs)], enumerable: true },
    env: { get: () => [...reads().values()].sort((a, b) => (a.name < b.name ? -1 : 1)), enumerable: true },
  })
}

/** What was looked at to load some of the code. */
type Looks = Pick<PluginFunctions, 'inputs' | 'env'>

function byName(reads: UserCode['env']): [string, UserCode['env'][number]][] {
  return reads.map((read) => [read.name, read])
}

/** Only code of others can read behind the engine's back; watching for it costs, so it is asked first. */
function isForeign({ plugins, markdown }: Config, { preset }: SiteOptions, { layouts }: UserCode): boolean {
  const ours = new Set<object>(preset?.plugins)
  return (
    plugins.some((plugin) => !ours.has(Object.getPrototypeOf(plugin))) ||
    markdown.remark.length + markdown.rehype.length > 0 ||
    [...layouts.values()].some(({ path }) => !isOfTheme(path))
  )
}

function isOfTheme(path: string): boolean {
  return path.startsWith('@theme/')
}

/** A Markdown plugin may refuse its options when the processor is put together. */
function attemptMarkdown<T>(run: () => T, configPath: string | undefined): Result<T | undefined> {
  try {
    return { value: run(), messages: [] }
  } catch (error) {
    const where = configPath === undefined ? {} : { path: configPath }
    return { value: undefined, messages: [markdownPluginRefused(where, reasonOf(error))] }
  }
}

function clientsOf(clients: ReadonlyMap<string, Client>): LoadedCode['clients'] {
  return new Map([...clients].map(([name, client]) => [name, { ...client, files: hashed(client.files) }]))
}

function hashed(files: readonly Emitted[]): LoadedStyles['files'] {
  return files.map(({ path, body }) => {
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
    return { path, bytes, hash: hashOf(bytes) }
  })
}

function stylesOf(styles: NonNullable<UserCode['styles']>): LoadedStyles & { hash: string } {
  const files = hashed([{ path: styles.path, body: styles.bytes }, ...styles.files])
  return {
    path: styles.path,
    files,
    hash: hashOf(files.map(({ path, hash }) => `${path} ${hash}`).join('\n')),
  }
}
