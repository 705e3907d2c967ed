/** Order and filters. One list a field, as its values may be hundreds; folded away until somebody wants them. */
import type { FilterField } from '../query/found.js'
import type { Chosen } from './address.js'
import type { Frame } from './frame.js'
import type { Inquiry } from './inquiry.js'
import { choice } from './node.js'
import type { SearchWords } from './words.js'

export type Filters = ReturnType<typeof openFilters>

/** @param fixed What the page has chosen already: values by field, without capitals. */
export function openFilters(
  { filters, filter, sort }: Frame,
  words: SearchWords,
  inquiry: Inquiry,
  fixed: Readonly<Record<string, string[]>>,
) {
  /** Those that are folded away count too: so the button says how many there are. */
  const count = () => {
    const { length } = Object.keys(inquiry.chosen.filters)
    filter.textContent = words.filter + (length > 0 ? ` (${length})` : '')
    return length
  }
  /** Shows the lists, or folds them away. */
  const offer = async (isShown: boolean) => {
    if (isShown && filters.childElementCount === 0) {
      const fields = await inquiry.attempt(
        (search) => search.filters(),
        () => true,
      )
      if (!fields) return
      const offered = fields.filter(
        ({ field, values }) => !Object.hasOwn(fixed, field.toLowerCase()) && values.length > 1,
      )
      filters.replaceChildren(...offered.map((field) => choiceOf(field, inquiry)))
    }
    filters.hidden = !isShown
    filter.ariaExpanded = `${isShown}`
  }
  return {
    offer,
    /** Something else was chosen. */
    changed() {
      inquiry.chosen.sort = sort.value as Chosen['sort']
      count()
      return inquiry.find()
    },
    restore(chosen: Partial<Chosen>) {
      inquiry.chosen = { filters: {}, sort: 'relevance', ...chosen }
      sort.value = inquiry.chosen.sort
      filters.replaceChildren()
      return offer(count() > 0)
    },
  }
}

function choiceOf({ field, label, values }: FilterField, inquiry: Inquiry): HTMLSelectElement {
  const all = new Option(label, '')
  const made = choice(label, [all, ...values.map(({ value, label }) => new Option(label, value))])
  made.value = inquiry.chosen.filters[field]?.[0] ?? ''
  made.onchange = () => {
    if (made.value) inquiry.chosen.filters[field] = [made.value]
    else delete inquiry.chosen.filters[field]
  }
  return made
}
