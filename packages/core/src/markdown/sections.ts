/** The text of a document, heading by heading: what a search index reads. */
import type { Element, Parents, Root } from 'hast'
import type { Section } from '../model.js'
import { headingDepth, idOf, leadingHeading } from './headings.js'
import { isBlock, isSilent, textOf, tidy } from './text.js'

interface OpenSection {
  anchor: string
  heading: string
  text: string[]
  code: string[]
}

/**
 * Splits at every heading with an id, except a leading `<h1>`: that is the title, and no part of the
 * text. The section before the first heading is left out when it is empty.
 */
export function sectionsOf(tree: Root): Section[] {
  const sections: OpenSection[] = [{ anchor: '', heading: '', text: [], code: [] }]
  const title = leadingHeading(tree)
  const visit = (parent: Parents): void => {
    for (const child of parent.children) {
      const section = sections.at(-1) as OpenSection
      if (child.type === 'text') section.text.push(child.value)
      if (child.type !== 'element' || child === title || isSilent(child)) continue
      const anchor = headingDepth(child) > 0 ? idOf(child) : undefined
      if (anchor !== undefined) sections.push({ anchor, heading: textOf(child), text: [], code: [] })
      else if (child.tagName === 'pre') section.code.push(codeOf(child))
      else visitElement(child)
    }
  }
  const visitElement = (element: Element): void => {
    const gap = isBlock(element) ? ' ' : ''
    sections.at(-1)?.text.push(gap)
    visit(element)
    sections.at(-1)?.text.push(gap)
  }
  visit(tree)
  return sections.map(close).filter(({ anchor, text, code }) => anchor !== '' || text !== '' || code !== '')
}

function close({ anchor, heading, text, code }: OpenSection): Section {
  return { anchor, heading, text: tidy(text.join('')), code: code.join('\n').trim() }
}

/** Text as written, line ends kept. */
function codeOf(parent: Parents): string {
  return parent.children
    .map((child) => (child.type === 'text' ? child.value : child.type === 'element' ? codeOf(child) : ''))
    .join('')
}
