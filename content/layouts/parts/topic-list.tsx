import type { PropsContext } from '@blog-build/core/layout'

/** A topic and the page that lists its articles. */
export interface TopicLink {
  name: string
  url: string
}

/** The topics of an article, linked to their pages. */
export async function toTopicLinks(context: PropsContext, names: readonly string[]): Promise<TopicLink[]> {
  const terms = await context.terms('topics', 'articles')
  const slugs = new Map(terms.map(({ name, slug }) => [name, slug]))
  return Promise.all(
    names.map(async (name) => ({ name, url: await context.url(`/topics/${slugs.get(name)}/`) })),
  )
}

/** Topics in a row. */
export function TopicList({ topics }: { topics: TopicLink[] }) {
  return (
    <ul class="tags" aria-label="Topics">
      {topics.map(({ name, url }) => (
        <li key={url}>
          <a href={url}>{name}</a>
        </li>
      ))}
    </ul>
  )
}
