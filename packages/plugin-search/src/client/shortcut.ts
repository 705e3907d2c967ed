/** Keys that open a search from anywhere on the page. */

/** `/`, and Ctrl-K or Cmd-K. A `/` in a field is a `/`, and editors have a Ctrl-K of their own. */
export function isShortcut(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.altKey || isField(event.composedPath()[0]))
    return false
  const isCommand = event.ctrlKey || event.metaKey
  return isCommand ? event.key.toLowerCase() === 'k' && !event.shiftKey : event.key === '/'
}

function isField(target: EventTarget | undefined): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  )
}
