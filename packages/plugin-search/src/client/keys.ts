/** What the keys do while the field has the focus, as the pattern of a combobox with a listbox has it. */
import type { Options } from './options.js'

/** What keys can bring about. */
export interface Keys {
  options: Options
  isOpen: boolean
  /** Whether the options answer what stands in the field. */
  isAnswered: boolean
  /** Shows what is there already. */
  show(): void
  /** The next hits, where there are any; the first of them becomes active. */
  more(): boolean
  /** Looks for what stands in the field, now; the first hit becomes active. */
  submit(): void
}

export function onKey(event: KeyboardEvent, keys: Keys): void {
  // Enter and arrows belong to whoever composes a word out of several keys.
  if (event.isComposing) return
  const { options, isOpen, isAnswered } = keys
  const active = isOpen ? options.active() : undefined
  const last = options.all().length - 1
  if (event.key === 'ArrowDown') {
    if (!isOpen) keys.show()
    if (options.at() < last || !keys.more()) options.move(1)
  } else if (event.key === 'ArrowUp' && isOpen) options.move(-1)
  else if (event.key === 'Home' && active) options.to(0)
  else if (event.key === 'End' && active) options.to(last)
  else if (event.key === 'Enter' && active && isAnswered) active.click()
  else if (event.key === 'Enter') keys.submit()
  else {
    // The caret moves on in the text, and the keys with it.
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') options.to(-1)
    return
  }
  event.preventDefault()
}
