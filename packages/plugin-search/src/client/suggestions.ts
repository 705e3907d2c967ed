/** Queries that show what there is to find: "Try: erlang, load testing". */
import { button } from './frame.js'

export function suggestionChips(
  tries: HTMLElement,
  {
    queries,
    label,
    choose,
  }: { queries: readonly string[]; label: string; choose(query: string, event: Event): void },
): void {
  const chips = queries.map((query) => {
    const chip = button('search-chip', query)
    chip.addEventListener('click', (event) => choose(query, event))
    return chip
  })
  tries.replaceChildren(...(chips.length > 0 ? [label, ...chips] : []))
}
