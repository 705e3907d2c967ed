import { defineService, type PropsContext } from '@blog-build/core/layout'
import { words } from './words'

/** The service of the plugin `related`, as far as it is shown. */
const relatedEntries = defineService<{
  entries(id: string): { title: string; url: string; reasons: RelatedReason[] }[]
}>('related')

type RelatedReason =
  | { kind: 'terms'; field: string; names: string[] }
  | { kind: 'links'; way: 'here' | 'there' | 'both' }
  | { kind: 'series'; name: string }
  | { kind: 'text'; words: string[] }

/** A related post as it is shown. */
export interface RelatedLink {
  title: string
  url: string
  /** Why it is related, in a sentence; may be empty. */
  reason: string
}

/** The posts that are related to one; none without the plugin. */
export async function toRelated(context: PropsContext, id: string): Promise<RelatedLink[]> {
  const found = (await context.use(relatedEntries.optional)?.entries(id)) ?? []
  return found.map(({ title, url, reasons }) => ({ title, url, reason: sentenceOf(reasons) }))
}

function sentenceOf(reasons: RelatedReason[]): string {
  const sentence = reasons.map(toWords).join('; ')
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

function toWords(reason: RelatedReason): string {
  const { terms, linksHere, linkedHere, linksBoth, series, text } = words.reasons
  switch (reason.kind) {
    case 'terms':
      return terms(reason.field, reason.names)
    case 'links':
      return { here: linksHere, there: linkedHere, both: linksBoth }[reason.way]
    case 'series':
      return series(reason.name)
    case 'text':
      return text(reason.words)
  }
}

/** Ways to related posts, each with the reason; nothing if there are none. */
export function Related({ posts }: { posts: RelatedLink[] }) {
  if (posts.length === 0) return null
  return (
    <section class="related" aria-labelledby="Related">
      {/* A capital letter: ids made from headings never have one. */}
      <h2 id="Related">{words.related}</h2>
      <ul>
        {posts.map(({ title, url, reason }) => (
          <li key={url}>
            <a href={url}>{title}</a>
            {reason && <p class="reason">{reason}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}
