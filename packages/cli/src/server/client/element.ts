/** Elements of the overlay. What is given as text is only ever text. */

/** Makes an element. @param inside Elements, and text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name)
  if (className !== '') made.className = className
  // `append` makes text nodes of strings.
  made.append(...inside)
  return made
}
