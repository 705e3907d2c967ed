import type { PropsContext, Service } from '@blog-build/core/layout'
import { DateTime } from './date'
import { words } from './words'

/** An author as shown; with an address if there is a page about them. */
export interface Author {
  name: string
  url?: string
}

export interface EntryMetaProps {
  date?: string
  /** Date of the last change; shown if it is another day than `date`. */
  updated?: string
  authors?: Author[]
  /** Minutes to read. */
  minutes?: number
  language: string
}

/** Of the plugin `authors`, in sites that have it. */
const authorship: Service<{ author(name: string): { name: string; permalink?: string } }, true> = {
  service: 'authors',
  isOptional: true,
}

/**
 * Authors as the plugin `authors` knows them, linked to their pages; without it by name, or where the entry
 * `authors/<name>` exists, by its title, linked to its page.
 */
export function toAuthors(context: PropsContext, names: string[]): Promise<Author[]> {
  const known = context.use(authorship)
  return Promise.all(
    names.map(async (name) => {
      if (!known) {
        const entry = await context.entry(`authors/${name}`)
        return { name: entry?.title ?? name, ...(entry?.url !== undefined && { url: entry.url }) }
      }
      const { name: shown, permalink } = await known.author(name)
      return { name: shown, ...(permalink !== undefined && { url: await context.url(permalink) }) }
    }),
  )
}

/** One quiet line: who, when, how long. */
export function EntryMeta({ date, updated, authors = [], minutes, language }: EntryMetaProps) {
  const changed = updated && updated.slice(0, 10) !== date?.slice(0, 10) ? updated : undefined
  if (!date && !changed && authors.length === 0 && minutes === undefined) return null
  return (
    <p class="meta">
      {authors.length > 0 && (
        <span>
          {words.by} <span class="authors">{authors.map(toLink)}</span>
        </span>
      )}
      {date && <DateTime date={date} language={language} />}
      {changed && (
        <span>
          {words.updated} <DateTime date={changed} language={language} />
        </span>
      )}
      {minutes !== undefined && <span>{words.minutes(minutes)}</span>}
    </p>
  )
}

function toLink({ name, url }: Author, index: number) {
  return [index > 0 && ', ', url ? <a href={url}>{name}</a> : name]
}
