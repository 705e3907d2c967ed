import { DateTime } from './date'
import { words } from './words'

export interface EntryMetaProps {
  date?: string
  /** Date of the last change; shown if it is another day than `date`. */
  updated?: string
  authors?: string[]
  /** Minutes to read. */
  minutes?: number
  language: string
}

/** One quiet line: who, when, how long. */
export function EntryMeta({ date, updated, authors = [], minutes, language }: EntryMetaProps) {
  const changed = updated && updated.slice(0, 10) !== date?.slice(0, 10) ? updated : undefined
  if (!date && !changed && authors.length === 0 && minutes === undefined) return null
  return (
    <p class="meta">
      {authors.length > 0 && (
        <span>
          {words.by} <span class="authors">{authors.join(', ')}</span>
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
