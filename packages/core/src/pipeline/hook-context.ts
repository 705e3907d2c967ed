/** The contexts that hooks and layouts get: each question is a task, so each answer is recorded. */
import { refer } from '../engine/task.js'
import type { PublicConfig } from '../hooks/config.js'
import type {
  CheckContext,
  EmitContext,
  HookContext,
  PropsContext,
  SiteContext,
  SiteFile,
} from '../hooks/context.js'
import type { ConfiguredPlugin } from '../hooks/hook.js'
import type { Service } from '../hooks/service.js'
import type {
  EntryId,
  EntryView,
  GeneratedAsset,
  Meta,
  NamedTerm,
  Outline,
  OwnedPage,
  Query,
  Section,
  Term,
} from '../model.js'
import type { PublishedAsset } from './asset.js'
import type { BuildContext } from './context.js'
import { glob } from './glob.js'
import type { References } from './html.js'
import type { PluginTaskCall } from './plugin-tasks.js'

/**
 * The tasks that contexts ask, by name: some of them call hooks themselves, so they stand above this
 * file, in `tasks.ts`, which checks that the types here are theirs.
 */
export const asked = {
  query: refer<Query, EntryId[]>('query'),
  count: refer<Query, number>('count'),
  view: refer<{ id: EntryId; fields?: string[] }, EntryView | undefined>('view'),
  published: refer<EntryId, boolean>('published'),
  terms: refer<{ field: string; collection?: string | string[] }, Term[]>('terms'),
  term: refer<{ field: string; name: string; collection?: string | string[] }, NamedTerm | undefined>('term'),
  neighbours: refer<EntryId, { previous?: EntryId; next?: EntryId }>('neighbours'),
  backlinks: refer<EntryId, EntryId[]>('backlinks'),
  outline: refer<EntryId, Outline>('outline'),
  sections: refer<EntryId, Section[]>('sections'),
  asset: refer<string, PublishedAsset | undefined>('asset'),
  generated: refer<PluginTaskCall, PublishedAsset | undefined>('generated'),
  filled: refer<{ id: EntryId; absolute: boolean }, string>('filled'),
  pages: refer<null, OwnedPage[]>('pages'),
  siteFiles: refer<null, SiteFile[]>('site-files'),
  pluginTask: refer<PluginTaskCall, unknown>('plugin-task'),
}

const emptyOutline: Outline = { toc: [], ids: [], excerpt: '', words: 0 }

/** Whose hook it is: a plugin, or nothing for layouts and Markdown, which have no tasks and no options. */
export type Asker = Pick<ConfiguredPlugin, 'name' | 'settings' | 'requires' | 'call'> | undefined

/** What every hook may ask. */
export function hookContext(context: BuildContext, plugin: Asker): HookContext {
  return {
    options: plugin?.settings,
    config: async <K extends keyof PublicConfig>(field: K): Promise<PublicConfig[K]> => context.config(field),
    read: async (path) => {
      const { bytes } = context.file(path)
      return bytes && new TextDecoder().decode(bytes)
    },
    readBytes: async (path) => context.file(path).bytes,
    glob: async (pattern) => glob(pattern, (folder) => context.folder(folder)),
    // Nothing is recorded: the module is part of what the plugin is known by.
    compute: async (name, argument) => {
      // Awaited, so that what it throws is known to come from here.
      if (plugin?.call) return await plugin.call(name, argument)
      throw new Error(`It calls the function \`${name}\`, but names no module as \`compute\`.`)
    },
    env: async (name) => context.env(name),
    location: async () => context.location(),
    isPast: async (instant) => context.isPast(instant),
    get tasks() {
      return tableOf(context, plugin?.name ?? '')
    },
    use: (service) => use(context, plugin, service) as never,
  }
}

/**
 * Tasks as functions of their argument: to call one is a recorded read. Any name leads to a function, so that
 * one which there is not is told with those that there are.
 */
function tableOf(context: BuildContext, plugin: string) {
  const ask = (name: string) => (argument: unknown) =>
    context.get(asked.pluginTask, { plugin, name, argument: argument ?? null })
  // An object that has `then` would be taken for a promise.
  const get = (_: object, name: string | symbol) =>
    typeof name === 'string' && name !== 'then' ? ask(name) : undefined
  return new Proxy(Object.freeze({}), { get })
}

/** @throws an error that says what to change, where the service may not be used. */
function use(context: BuildContext, plugin: Asker, { service, isOptional }: Service): object | undefined {
  if (plugin && !plugin.requires?.some((one) => one.service === service)) {
    throw new Error(`It uses the service \`${service}\`, but does not say so: add it to \`requires\`.`)
  }
  const provider = context.provider(service)
  if (provider !== undefined) return tableOf(context, provider)
  if (isOptional) return undefined
  throw new Error(
    `No plugin provides the service \`${service}\`. Add one that does, or use \`optional\` of the service.`,
  )
}

/** What hooks may ask once the site is sealed. */
export function siteContext(context: BuildContext, plugin: Asker): SiteContext {
  return {
    ...hookContext(context, plugin),
    // What the schema made is what the types say; here data is data.
    entries: (query) => entries(context, query ?? {}) as never,
    count: (query = {}) => context.get(asked.count, query),
    entry: async (id) =>
      (await context.get(asked.published, id)) ? ((await view(context, id)) as never) : undefined,
    terms: (field, collection) =>
      context.get(asked.terms, collection === undefined ? { field } : { field, collection }),
    term: (field, name, collection) =>
      context.get(asked.term, collection === undefined ? { field, name } : { field, name, collection }),
    neighbours: async (id) => {
      const { previous, next } = await context.get(asked.neighbours, id)
      const before = previous && (await view(context, previous, []))
      const after = next && (await view(context, next, []))
      return { ...(before && { previous: before }), ...(after && { next: after }) }
    },
    backlinks: (id) => context.get(asked.backlinks, id),
    outline: async (id) =>
      (await context.get(asked.published, id)) ? context.get(asked.outline, id) : emptyOutline,
    sections: async (id) => ((await context.get(asked.published, id)) ? context.get(asked.sections, id) : []),
    url: async (path) => urlOf(context, path),
    absolute: async (path) => {
      const url = context.config('url')
      return url === undefined ? undefined : url + urlOf(context, path)
    },
    asset: async (given) => {
      const asset = await assetOf(context, plugin, given)
      if (!asset) throw new Error(noAssetText(given))
      const { path: output, source: _, ...size } = asset
      return { url: urlOf(context, `/${output}`), ...size }
    },
  }
}

/** A file of the project, or one that a task of the plugin makes. */
function assetOf(context: BuildContext, plugin: Asker, given: string | GeneratedAsset) {
  if (typeof given === 'string') return context.get(asked.asset, given)
  const { task: name, argument = null } = given
  return context.get(asked.generated, { plugin: plugin?.name ?? '', name, argument })
}

function noAssetText(given: string | GeneratedAsset): string {
  return typeof given === 'string'
    ? `There is no file \`${given}\` in the project that may be published.`
    : `Its task \`${given.task}\` gave no file to publish.`
}

/** What `emit` and tasks get. */
export function emitContext(context: BuildContext, plugin: Asker): EmitContext {
  return {
    ...siteContext(context, plugin),
    html: (id, options) => context.get(asked.filled, { id, absolute: options?.absolute ?? false }),
    pages: () => context.get(asked.pages, null),
  }
}

/** What `check` gets. */
export function checkContext(context: BuildContext, plugin: Asker): CheckContext {
  return { ...emitContext(context, plugin), files: () => context.get(asked.siteFiles, null) }
}

/** What a layout's `props` gets. */
export function propsContext(context: BuildContext, references: References): PropsContext {
  return { ...siteContext(context, undefined), options: undefined, content: async (id) => references.to(id) }
}

async function entries(context: BuildContext, query: Query): Promise<(EntryView & { url?: string })[]> {
  const ids = await context.get(asked.query, query)
  const { fields } = query
  const views = await context.all(
    asked.view,
    ids.map((id) => (fields === undefined ? { id } : { id, fields })),
  )
  return views.filter((one) => one !== undefined).map((one) => addressed(context, one))
}

async function view(context: BuildContext, id: EntryId, fields?: string[]) {
  const found = await context.get(asked.view, fields === undefined ? { id } : { id, fields })
  return found && addressed(context, found)
}

/**
 * An address of the site with the base path, which is escaped already; anything that does not start with
 * one `/` stays.
 */
export function urlOf(context: BuildContext, path: string): string {
  if (!path.startsWith('/') || path.startsWith('//')) return path
  return context.config('base') + encodeURI(path.slice(1))
}

function addressed<V extends Meta>(context: BuildContext, view: V): V & { url?: string } {
  return view.permalink === undefined ? view : { ...view, url: urlOf(context, view.permalink) }
}
