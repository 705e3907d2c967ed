import type { PropsContext, Term } from '@blog-build/core/layout'
import { words } from './words'

/** A tag as it is shown; without address if it has no page (of an unlisted entry, for example). */
export interface TagLink {
  name: string
  url?: string
}

/** The tags of an entry, linked to their pages under `/tags/`. */
export async function toTagLinks(context: PropsContext, names: string[]): Promise<TagLink[]> {
  if (names.length === 0) return []
  const slugs = slugsOf(await context.terms('tags'))
  return Promise.all(
    names.map(async (name) => {
      const slug = slugs.get(name)
      return slug === undefined ? { name } : { name, url: await context.url(`/tags/${slug}/`) }
    }),
  )
}

/** Every entry asks for the same list: a table is made of it once, not once for each entry. */
const tables = new WeakMap<readonly Term[], Map<string, string>>()

function slugsOf(terms: readonly Term[]): Map<string, string> {
  const known = tables.get(terms)
  if (known) return known
  const made = new Map(terms.map(({ name, slug }) => [name, slug]))
  tables.set(terms, made)
  return made
}

/** Tags in a row; nothing if there are none. */
export function TagList({ tags }: { tags: TagLink[] }) {
  if (tags.length === 0) return null
  return (
    <ul class="tags" aria-label={words.tags}>
      {tags.map(({ name, url }) => (
        <li key={name}>{url ? <a href={url}>{name}</a> : <span>{name}</span>}</li>
      ))}
    </ul>
  )
}
