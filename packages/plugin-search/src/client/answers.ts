/** Shows what was found, or why nothing was. */
import type { Found } from '../query/found.js'
import { button, type Frame } from './frame.js'
import { hitGroup } from './hit.js'
import { make } from './node.js'
import type { Problem } from './problem.js'
import { counted, fill, type SearchWords } from './words.js'

export interface AnswerOptions {
  frame: Frame
  words: SearchWords
  /** BCP 47. */
  language: string
  /** What all ids begin with. */
  id: string
}

export type Answers = ReturnType<typeof openAnswers>

export function openAnswers({ frame, words, language, id }: AnswerOptions) {
  const { list, bar, filters, filter, notes, more, status, count } = frame
  let shown = 0
  /** Without hits there is nothing to filter, to sort, or to see more of. */
  const clear = () => {
    show([], false)
    bar.hidden = filters.hidden = more.hidden = true
    filter.setAttribute('aria-expanded', 'false')
  }
  const say = (text: string, ...told: (Node | string)[]) => {
    count.textContent = text
    notes.replaceChildren(...told)
    status.textContent = [text, ...told.map((note) => (note instanceof Node ? note.textContent : note))]
      .join(' ')
      .trim()
  }
  const show = (hits: Found['hits'], isMore: boolean) => {
    if (!isMore) list.replaceChildren()
    if (!isMore) shown = 0
    for (const hit of hits) list.append(hitGroup(hit, `${id}-hit${shown++}`, language) ?? '')
    list.hidden = list.childElementCount === 0
  }
  return {
    /** The first ones, or those behind them. */
    found(found: Found, query: string, isMore: boolean) {
      show(found.hits, isMore)
      bar.hidden = false
      more.hidden = found.hits.length === 0 || (shown >= found.total && !found.isAtLeast)
      const texts = found.isAtLeast ? words.atLeast : words.pages
      const corrections = found.corrections.map(({ word, used }) =>
        fill(words.corrected, { word, used: used.join(', ') }),
      )
      const missing = found.missing.map((word) => fill(words.missing, { word }))
      const told = found.total === 0 ? [fill(words.nothing, { query })] : [...corrections, ...missing]
      say(
        found.total === 0 ? '' : counted(texts, found.total, language),
        ...told.map((text) => make('p', { dir: 'auto' }, text)),
      )
    },
    /** Nothing is asked, so nothing is answered. */
    none() {
      clear()
      say('')
    },
    /** What was found before stays until there is something else. */
    wait() {
      if (!list.hidden) return
      notes.replaceChildren(make('p', {}, words.searching))
    },
    problem({ text, isReload }: Problem, again: () => void) {
      const act = button('search-chip', isReload ? words.reload : words.again)
      act.addEventListener('click', () => (isReload ? location.reload() : again()))
      clear()
      say('', make('p', {}, text))
      notes.append(act)
    },
  }
}
