/** What the element consists of, before anything was found. */
import { button, choice, make, part } from './node.js'
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
  const list = part('list')
  list.role = 'listbox'
  list.id = `${id}-list`
  list.ariaLabel = words.hits
  const input = createInput(label, list.id)
  // Drawn by the style sheet, as a policy may forbid images.
  const clear = button('clear', '')
  clear.ariaLabel = words.clear
  const field = part('field', input, part('key', '/'), clear)
  const count = part('count')
  const orders = [new Option(words.byRelevance, 'relevance'), new Option(words.byDate, 'date')]
  const sort = choice(words.sort, orders)
  const filter = button('choice', words.filter)
  const filters = part('filters')
  const bar = part('bar', count, sort, filter)
  const notes = part('notes')
  const more = button('more', words.more)
  const tries = part('try')
  const panel = part('panel', bar, filters, notes, list, more)
  // Apart from what is seen, as it must be there before it says anything.
  const status = part('status')
  status.role = 'status'
  return { field, input, clear, panel, bar, count, sort, filter, filters, notes, list, more, tries, status }
}

function createInput(label: string, list: string): HTMLInputElement {
  return make('input', {
    class: 'search-input',
    role: 'combobox',
    inputmode: 'search',
    enterkeyhint: 'search',
    placeholder: label,
    'aria-label': label,
    'aria-autocomplete': 'list',
    'aria-controls': list,
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    dir: 'auto',
  })
}
