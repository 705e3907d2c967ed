/** Reads XML as strictly as a parser can; what is not well-formed throws. */
import { SaxesParser } from 'saxes'

export interface ReadElement {
  name: string
  attributes: Record<string, string>
  /** Its own text and that of all elements in it. */
  text: string
  children: ReadElement[]
}

export function readXml(source: string): ReadElement {
  const parser = new SaxesParser({ xmlns: false })
  const root: ReadElement = { name: '', attributes: {}, text: '', children: [] }
  const open = [root]
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: { ...attributes } as Record<string, string>, text: '', children: [] }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('text', (text) => {
    for (const element of open) element.text += text
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.write(source).close()
  const [element] = root.children
  if (!element || root.children.length !== 1) throw new Error('A document has one root.')
  return element
}

/** The elements of a name among the children of one. */
export function all(element: ReadElement, name: string): ReadElement[] {
  return element.children.filter((child) => child.name === name)
}

/** Text of the first child of a name. */
export function textOf(element: ReadElement, name: string): string | undefined {
  return all(element, name)[0]?.text
}
