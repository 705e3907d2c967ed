import type { StandardProps } from '@blog-build/core/layout'
import { words } from './words'

/** Which part of a list a page shows. */
export interface ListPart {
  /** From 1. */
  number: number
  pages: number
  perPage: number
  /** Entries before the first one shown. */
  offset: number
}

/** Reads the params of a page that shows a part of a list. */
export function listPartOf(params: Record<string, unknown>): ListPart {
  const number = positive(params.number, 1)
  const perPage = positive(params.perPage, 10)
  return { number, perPage, pages: positive(params.pages, 1), offset: (number - 1) * perPage }
}

/** Address of a list's page: the first is the list's own address, the others lie under `page/`. */
export function listUrl(page: StandardProps['page'], target: number): string {
  const { number } = listPartOf(page.params)
  const tail = `page/${number}/`
  const first = number > 1 && page.url.endsWith(tail) ? page.url.slice(0, -tail.length) : page.url
  return target > 1 ? `${first}page/${target}/` : first
}

/** Ways to the newer and older parts of a list; nothing if it has one part only. */
export function Pagination({ page }: Pick<StandardProps, 'page'>) {
  const { number, pages } = listPartOf(page.params)
  if (pages <= 1) return null
  return (
    <nav class="pagination" aria-label={words.pagination}>
      {number > 1 && (
        <a class="newer" rel="prev" href={listUrl(page, number - 1)}>
          <span aria-hidden="true">←</span> {words.newer}
        </a>
      )}
      <span class="place">{words.pageOf(number, pages)}</span>
      {number < pages && (
        <a class="older" rel="next" href={listUrl(page, number + 1)}>
          {words.older} <span aria-hidden="true">→</span>
        </a>
      )}
    </nav>
  )
}

function positive(value: unknown, fallback: number): number {
  return typeof value === 'number' && value >= 1 ? Math.floor(value) : fallback
}
