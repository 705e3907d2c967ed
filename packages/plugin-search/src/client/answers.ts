/** Shows what was found, or why nothing was. */
import type { Found, Hit } from '../query/found.js'
import type { Frame } from './frame.js'
import { hitGroup } from './hit.js'
import { button, make } from './node.js'
import { counted, fill, type SearchWords } from './words.js'

export type Answers = ReturnType<typeof openAnswers>

/** @param language BCP 47. @param id What all ids begin with. */
export function openAnswers(
  { list, bar, filters, filter, notes, more, status, count }: Frame,
  words: SearchWords,
  language: string,
  id: string,
) {
  let shown = 0
  const say = (...texts: string[]) => {
    notes.replaceChildren(...texts.map((text) => make('p', { dir: 'auto' }, text)))
    status.textContent = [count.textContent, ...texts].join(' ').trim()
    list.ariaBusy = 'false'
  }
  const show = (hits: readonly Hit[]) => {
    for (const hit of hits) list.append(hitGroup(hit, `${id}-hit${shown++}`, words))
    // Of hits that are left out there is nothing but empty texts.
    list.hidden = !list.childElementCount
  }
  const clear = () => {
    list.replaceChildren()
    shown = 0
    count.textContent = ''
    show([])
  }
  /** Without an answer there is nothing to filter, to sort, or to see more of. */
  const fold = () => {
    bar.hidden = filters.hidden = more.hidden = true
    filter.ariaExpanded = 'false'
  }
  const none = (...texts: string[]) => {
    clear()
    fold()
    say(...texts)
  }
  return {
    none,
    /** The first ones, or those behind them. Where nothing is left, filters that were chosen can be taken back. */
    found(
      { hits, total, isAtLeast, corrections, missing }: Found,
      query: string,
      isMore: boolean,
      isFiltered: boolean,
    ) {
      if (!isMore) clear()
      show(hits)
      bar.hidden = false
      more.hidden = !hits.length || (shown >= total && !isAtLeast)
      if (list.hidden && more.hidden) {
        clear()
        if (!isFiltered) fold()
        return say(fill(hasWord(query) ? words.nothing : words.wordless, { query }))
      }
      count.textContent = counted(isAtLeast ? words.atLeast : words.pages, total, language)
      say(
        ...corrections.map(({ word, used }) => fill(words.corrected, { word, used: used.join(', ') })),
        ...missing.map((word) => fill(words.missing, { word })),
      )
    },
    /** What was found before stays until there is something else. */
    wait() {
      list.ariaBusy = 'true'
    },
    /** It takes its time. */
    linger() {
      if (list.hidden) notes.textContent = words.searching
    },
    /** @param error What a search threw; errors that say why have a `kind`. */
    problem(error: unknown, again: () => void) {
      // Without one, a part of the script could not be loaded: a page of today names those of today.
      const { kind = navigator.onLine ? 'changed' : 'unreachable' } = error as { kind?: string }
      const isOld = kind === 'version' || kind === 'changed'
      none((words.problems[isOld ? 'changed' : kind] ?? words.problems.damaged) as string)
      notes.append(
        button('chip', isOld ? words.reload : words.again, isOld ? () => location.reload() : again),
      )
    },
  }
}

/** Whether a query has anything but words that pages must not have. */
function hasWord(query: string): boolean {
  return /(^|\s)(--|[^-\s])/.test(query.replace(/"[^"]*"/g, 'x'))
}
