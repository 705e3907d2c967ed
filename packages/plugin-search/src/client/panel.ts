/** What hangs below the field, and whether it is shown. */
import type { Frame } from './frame.js'
import type { Options } from './options.js'

export type Panel = ReturnType<typeof openPanel>

export function openPanel({ input, panel, bar, list, notes, tries, clear }: Frame, options: Options) {
  let isOpen = false
  return {
    isOpen: () => isOpen,
    isShown: () => !panel.hidden,
    /** Where nothing is found, said or suggested, there is nothing to show. */
    show(wanted = isOpen) {
      isOpen = wanted
      const isAsked = input.value.trim() !== ''
      // Those that the page brings stand outside, and stay.
      const isInside = panel.contains(tries)
      clear.hidden = input.value === ''
      const isFilled = !bar.hidden || notes.textContent !== ''
      // Until there is an answer, what is shown stays.
      const isOver = isFilled || (isAsked && panel.hidden)
      tries.hidden = !tries.firstChild || (isInside && isOver)
      panel.hidden = !isOpen || !(isFilled || (isInside && !tries.hidden))
      input.ariaExpanded = `${!panel.hidden && !list.hidden}`
      if (panel.hidden) options.to(-1)
    },
  }
}
