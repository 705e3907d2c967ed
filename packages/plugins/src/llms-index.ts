/** The text of `llms.txt`. Imported where it is needed: see `markdown-text.ts`. */
import type { ListItem, RootContent } from 'mdast'
import { inline, textOfTree } from './markdown-text.js'

/** A link with what is to be said of it, which may be nothing. */
export interface LlmsLink {
  title: string
  url: string
  note: string
}

/** What `llms.txt` tells. */
export interface LlmsIndex {
  title: string
  /** May be empty. */
  description: string
  sections: { title: string; links: LlmsLink[] }[]
}

/** In the form of llmstxt.org: a title, a quote that sums up, and sections that are lists of links. */
export function toLlmsText({ title, description, sections }: LlmsIndex): string {
  const summary: RootContent[] =
    description === ''
      ? []
      : [{ type: 'blockquote', children: [{ type: 'paragraph', children: inline(description) }] }]
  const listed = sections.flatMap(({ title: heading, links }): RootContent[] => [
    { type: 'heading', depth: 2, children: inline(heading) },
    { type: 'list', spread: false, children: links.map(toItem) },
  ])
  return textOfTree({
    type: 'root',
    children: [{ type: 'heading', depth: 1, children: inline(title) }, ...summary, ...listed],
  })
}

function toItem({ title, url, note }: LlmsLink): ListItem {
  const said = note.trim() === '' ? [] : inline(`: ${note}`)
  return {
    type: 'listItem',
    spread: false,
    children: [{ type: 'paragraph', children: [{ type: 'link', url, children: inline(title) }, ...said] }],
  }
}
