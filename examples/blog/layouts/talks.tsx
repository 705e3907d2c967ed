import type { LayoutProps, PropsContext } from '@blog-build/core/layout'
import { Document } from '@theme/parts/document'
import type { TalkData } from '../blog.config'

/** Our talks, and what others write elsewhere. */
export async function props(context: PropsContext) {
  const talks = await context.entries({ collection: 'talks' })
  const others = await context.entries({ collection: 'elsewhere' })
  return {
    talks: talks.map(({ id, data }) => ({ id, ...(data as TalkData) })),
    others: others.map(({ id, title, summary, data }) => ({ id, title, summary, link: String(data.link) })),
  }
}

export default function Talks({ talks, others, ...rest }: LayoutProps<typeof props>) {
  return (
    <Document {...rest}>
      <h1>{rest.page.title}</h1>
      <ul>
        {talks.map(({ id, title, place, date, minutesText }) => (
          <li key={id}>
            {title}, {place}, <time dateTime={date}>{date}</time>, {minutesText}
          </li>
        ))}
      </ul>
      <h2>Elsewhere</h2>
      <ul>
        {others.map(({ id, title, summary, link }) => (
          <li key={id}>
            <a href={link}>{title}</a>: {summary}
          </li>
        ))}
      </ul>
    </Document>
  )
}
