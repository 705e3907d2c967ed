import type { PropsContext } from '@blog-build/core/layout'
import { words } from './words'

/** A tag as it is shown; without address if it has no page (of an unlisted entry, for example). */
export interface TagLink {
  name: string
  url?: string
}

/**
 * The tags of an entry, linked to their pages under `/tags/`. Each is asked for by itself, and without its count:
 * another post, with these tags or others, changes none of the answers.
 */
export function toTagLinks(context: PropsContext, names: string[]): Promise<TagLink[]> {
  return Promise.all(
    names.map(async (name) => {
      const term = await context.term('tags', name)
      return term ? { name, url: await context.url(`/tags/${term.slug}/`) } : { name }
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
