import type { PageContext } from '@blog-build/core/plugin'

/** Names for readers: the title of the entry `authors/<name>` where there is one, else the name as written. */
export function namesOf(context: PageContext, authors: readonly string[]): Promise<string[]> {
  return Promise.all(authors.map(async (name) => (await context.entry(`authors/${name}`))?.title ?? name))
}
