/** Queries to try, as buttons: those that the page brings, or those of the index once somebody wants to search. */
import type { Frame } from './frame.js'
import type { Inquiry } from './inquiry.js'
import { button } from './node.js'
import type { SearchWords } from './words.js'

export type Suggestions = ReturnType<typeof openSuggestions>

/** @param element What a finger brings into view. */
export function openSuggestions(
  element: HTMLElement,
  { tries, input, notes, field }: Frame,
  words: SearchWords,
  inquiry: Inquiry,
) {
  const given = element
    .getAttribute('suggestions')
    ?.split('|')
    .filter((query) => query.trim())
  const chip = (query: string) =>
    button('chip', query, (event) => {
      // Under a finger, the keyboard would come up and hide what was found.
      const isTouched = (event as PointerEvent).pointerType === 'touch'
      if (!isTouched) input.focus()
      // Nor is it below the edge of the screen.
      inquiry.ask(query).then(() => isTouched && element.scrollIntoView())
    })
  const suggest = (queries: readonly string[] = []) => {
    if (queries.length > 0) tries.replaceChildren(words.try, ...queries.map(chip))
  }
  // Those of the page are part of it; those of the index come and go.
  if (given) field.after(tries)
  else notes.before(tries)
  suggest(given)
  return {
    /** Asks the index where the page has none. Who has asked nothing yet is not told that there is no answer. */
    async load() {
      if (given || tries.firstChild) return
      suggest(
        await inquiry.attempt(
          (search) => search.suggestions(),
          () => false,
        ),
      )
    },
  }
}
