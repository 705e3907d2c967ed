import { definePlugin, type EmitContext, type Entry, type PluginMessage } from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { type GitHead, readGitHead } from './git-head.js'
import { type GitDate, readGitLog } from './git-log.js'
import { gitFailed, gitShallow } from './messages/git.js'
import { optionsOf, optionsSchema } from './options.js'
import { version } from './version.js'

/** Options of `lastModified`. */
export interface LastModifiedOptions {
  /** Whose date counts: `author`, that of the change, or `committer`, which rebasing renews. @default 'author' */
  date?: GitDate
}

const defaults = { date: 'author' as GitDate }

const schema = optionsSchema<LastModifiedOptions, typeof defaults>(defaults, () =>
  optionsOf({
    date: z.optional(z.enum(['author', 'committer'], "'author' or 'committer'")),
  }),
)

/** What the repository says of the files of the project. */
interface History {
  /** Instant of the last change by path. */
  dates: Record<string, string>
  isShallow?: true
  /** Why git told nothing. */
  problem?: string
}

/**
 * Tells of each entry when its file was committed last, where its frontmatter has no `updated`. Without a
 * repository, without git, and of files that are not committed, it tells nothing.
 *
 * ```ts
 * plugins: [lastModified()]
 * ```
 *
 * The commit that the repository is at is an input of the build: one more commit, and git is asked again, once
 * for all files.
 */
export const lastModified = (options: LastModifiedOptions = {}) =>
  definePlugin({
    name: 'last-modified',
    version,
    options: { schema, given: options },
    tasks: {
      head: async (context, _: null) => {
        const location = await context.location()
        return location === undefined ? undefined : await readGitHead(context, location)
      },
      history: (context, _: null) => readHistory(context, context.options.date),
      /** Of one path: what other files say does not reach who asks for it. */
      date: async (context, path: string) => {
        const { dates } = await own(context).history(null)
        return Object.hasOwn(dates, path) ? dates[path] : undefined
      },
    },
    entry: async (context, entry): Promise<Entry> => {
      // A row of a table did not change because the table did.
      if (entry.updated !== undefined || entry.key !== undefined) return entry
      const updated = await context.tasks.date(entry.path)
      return updated === undefined ? entry : { ...entry, updated }
    },
    check: async (context) => messagesOf(await context.tasks.history(null)),
  })

/** Types for tasks that ask each other: what is inferred is known to hooks only. */
function own({ tasks }: { tasks: object }) {
  return tasks as {
    head(_: null): Promise<GitHead | undefined>
    history(_: null): Promise<History>
  }
}

async function readHistory(
  context: Pick<EmitContext, 'location' | 'tasks'>,
  whose: GitDate,
): Promise<History> {
  const [location, head] = [await context.location(), await own(context).head(null)]
  if (location === undefined || head === undefined) return { dates: {} }
  // A history that was cut off says of every old file that its oldest commit changed it.
  if (head.isShallow) return { dates: {}, isShallow: true }
  const log = await readGitLog(location, head.commit, whose)
  if (log === undefined) return { dates: {} }
  return 'problem' in log ? { dates: {}, ...log } : { dates: Object.fromEntries(log.dates) }
}

function messagesOf({ isShallow, problem }: History): PluginMessage[] {
  if (isShallow) return [gitShallow()]
  return problem === undefined ? [] : [gitFailed(problem)]
}
