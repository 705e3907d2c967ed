/** Who wrote something, as readers see it. */
import { type Definition, defineService, type PageContext } from '@blog-build/core/plugin'

/** An author by the name that is shown. */
export interface Author {
  name: string
  /** Address of the page about them, without the base path; absent if there is none, or if it is in no list. */
  permalink?: string
}

/**
 * What the plugin `authors` knows: who is meant by a name in the field `authors` of an entry. A name that
 * nobody has told anything of is itself the answer.
 *
 * ```ts
 * requires: [authorship.optional]
 * const author = await context.use(authorship.optional)?.author('ada')
 * ```
 */
export const authorship = defineService<{ author(name: string): Author }>('authors')

/** A context of plugins that name authors, whether or not there is the plugin `authors`. */
export type AskingForAuthors = PageContext<Definition & { requires: typeof authorship.optional }>

/**
 * Authors for readers: as the plugin `authors` says, else by the title of the entry `authors/<name>`, else
 * as the name is written.
 */
export function authorsOf(context: AskingForAuthors, names: readonly string[]): Promise<Author[]> {
  const known = context.use(authorship.optional)
  return Promise.all(names.map((name) => known?.author(name) ?? ownEntryOf(context, name)))
}

async function ownEntryOf(context: AskingForAuthors, name: string): Promise<Author> {
  const { title = name, permalink, unlisted } = (await context.entry(`authors/${name}`)) ?? {}
  return { name: title, ...(permalink === undefined || unlisted ? {} : { permalink }) }
}
