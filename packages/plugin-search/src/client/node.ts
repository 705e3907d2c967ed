/** Makes elements. Texts become text nodes and nothing else: no HTML is ever read here. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  for (const key in attributes) element.setAttribute(key, attributes[key] as string)
  element.append(...children)
  return element
}

/** A list, a bar, a panel: an element for the style sheet. */
export function part(name: string, ...children: (Node | string)[]): HTMLDivElement {
  return make('div', { class: `search-${name}` }, ...children)
}

/** A choice of one of several. @param label For who does not see it. */
export function choice(label: string, options: readonly HTMLOptionElement[]): HTMLSelectElement {
  return make('select', { class: 'search-choice', 'aria-label': label }, ...options)
}

export function button(name: string, text: string, press?: (event: MouseEvent) => void): HTMLButtonElement {
  const made = make('button', { class: `search-${name}`, type: 'button' }, text)
  if (press) made.onclick = press
  return made
}
