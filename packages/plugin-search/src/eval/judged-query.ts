/** A query with its judged answers, as `search.queries.yml` has it. */
import type { Place } from '@blog-build/core/plugin'

/** How well a page answers: 3 answers the need, 2 helps much, 1 touches on it, 0 does not. */
export type Grade = 0 | 1 | 2 | 3

/** A query, what its author needs, and how well pages serve that. */
export interface JudgedQuery {
  /** As a visitor types it. */
  query: string
  /** What the visitor wants to know, for those who judge. */
  need?: string
  /** Kept back while the search is tuned, so that it shows how the search does on queries that nobody tuned it for. */
  held: boolean
  answers: Answer[]
}

/** A page that somebody has judged. */
export interface Answer {
  /** Without origin and base path: see `addressOf`. */
  address: string
  grade: Grade
  /** Where it stands in the file. */
  place?: Place
}

/** The grades of a query by address. */
export function gradesOf({ answers }: Pick<JudgedQuery, 'answers'>): ReadonlyMap<string, Grade> {
  return new Map(answers.map(({ address, grade }) => [address, grade]))
}

/**
 * An address in the one form in which judged and found ones are compared: `/posts/a/` for `/blog/posts/a/#part` of a
 * site under `/blog/`, and letters for their percent signs.
 *
 * @param base Path under which the site lives. @default '/'
 */
export function addressOf(url: string, base = '/'): string {
  const path = url.replace(/[?#].*$/s, '')
  const own = base !== '/' && path.startsWith(base) ? `/${path.slice(base.length)}` : path
  try {
    return decodeURI(own).normalize('NFC')
  } catch {
    // A percent sign that begins no letter stands for itself.
    return own.normalize('NFC')
  }
}
