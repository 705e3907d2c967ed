/** Makes elements. Texts become text nodes and nothing else: no HTML is ever read here. */

type Attributes = Readonly<Record<string, string | boolean | undefined>>

/** An element; an attribute that is `true` has no value, one that is `false` or missing is left out. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(key, value === true ? '' : value)
  }
  element.append(...children)
  return element
}

/** A picture of one line, in a square of 16; drawn, not loaded, as a policy may forbid images. */
export function icon(path: string): SVGElement {
  const space = 'http://www.w3.org/2000/svg'
  const drawing = document.createElementNS(space, 'svg')
  drawing.setAttribute('viewBox', '0 0 16 16')
  drawing.setAttribute('aria-hidden', 'true')
  const line = document.createElementNS(space, 'path')
  line.setAttribute('d', path)
  drawing.append(line)
  return drawing
}
