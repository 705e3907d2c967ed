/** What the element consists of, before anything was found. */
import { icon, make } from './node.js'
import type { SearchWords } from './words.js'

/** The parts that change. */
export type Frame = ReturnType<typeof createFrame>

/**
 * All of it is in the page itself, not in a shadow of it: style sheets of the site reach it, and a policy without
 * `unsafe-inline` has nothing to forbid.
 *
 * @param id What all ids begin with.
 * @param label Name of the field.
 */
export function createFrame(words: SearchWords, id: string, label: string) {
  const list = make('div', {
    class: 'search-list',
    role: 'listbox',
    id: `${id}-list`,
    'aria-label': words.hits,
  })
  const input = createInput(label, list.id)
  const clear = button('search-clear', '')
  clear.setAttribute('aria-label', words.clear)
  clear.append(icon('m4 4 8 8m0-8-8 8'))
  const field = make(
    'div',
    { class: 'search-field' },
    icon('M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 1 0 0-9m3.2 7.7 3.8 3.8'),
    input,
    make('kbd', { class: 'search-key', 'aria-hidden': 'true' }, '/'),
    clear,
  )
  const count = make('p', { class: 'search-count' })
  const sort = make(
    'select',
    { class: 'search-choice', 'aria-label': words.sort },
    new Option(words.byRelevance, 'relevance'),
    new Option(words.byDate, 'date'),
  )
  const filter = button('search-choice', words.filter)
  const filters = make('div', { class: 'search-filters', id: `${id}-filters`, hidden: true })
  filter.setAttribute('aria-controls', filters.id)
  const bar = make('div', { class: 'search-bar' }, count, sort, filter)
  const notes = make('div', { class: 'search-notes' })
  const more = button('search-more', words.more)
  const tries = make('p', { class: 'search-try' })
  const panel = make('div', { class: 'search-panel' }, bar, filters, notes, list, more)
  // Apart from what is seen, as it must be there before it says anything.
  const status = make('p', { class: 'search-status', role: 'status' })
  return { field, input, clear, panel, bar, count, sort, filter, filters, notes, list, more, tries, status }
}

function createInput(label: string, list: string): HTMLInputElement {
  return make('input', {
    class: 'search-input',
    type: 'text',
    role: 'combobox',
    inputmode: 'search',
    enterkeyhint: 'search',
    placeholder: label,
    'aria-label': label,
    'aria-autocomplete': 'list',
    'aria-controls': list,
    'aria-expanded': 'false',
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    dir: 'auto',
  })
}

export function button(name: string, text: string): HTMLButtonElement {
  return make('button', { class: name, type: 'button' }, text)
}
