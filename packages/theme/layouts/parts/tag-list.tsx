import type { PropsContext } from '@blog-build/core/layout'
import { words } from './words'

/** A tag as it is shown; without address if it has no page (of an unlisted entry, for example). */
export interface TagLink {
  name: string
  url?: string
}

/** The tags of an entry, linked to their pages under `/tags/`. */
export async function toTagLinks(context: PropsContext, names: string[]): Promise<TagLink[]> {
  if (names.length === 0) return []
  const slugs = new Map((await context.terms('tags')).map(({ name, slug }) => [name, slug]))
  return Promise.all(
    names.map(async (name) => {
      const slug = slugs.get(name)
      return slug === undefined ? { name } : { name, url: await context.url(`/tags/${slug}/`) }
    }),
  )
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
