/** An entry as a file of Markdown. Imported where it is needed: see `markdown-text.ts`. */
import type { RootContent } from 'mdast'
import { inline, textOfHtml, textOfTree } from './markdown-text.js'

/** What a page shows of its entry. */
export interface ShownEntry {
  title: string
  url: string
  date?: string
  updated?: string
  /** Names. */
  authors: string[]
  tags: string[]
  summary?: string
  html: string
}

/** Frontmatter of what the head of the page says, then title, summary and content. */
export function toTwinText({ html, summary, ...fields }: ShownEntry): string {
  const { title, url, date, updated, authors, tags } = fields
  const quote: RootContent[] =
    summary === undefined
      ? []
      : [{ type: 'blockquote', children: [{ type: 'paragraph', children: inline(summary) }] }]
  const heading = textOfTree({
    type: 'root',
    children: [{ type: 'heading', depth: 1, children: inline(title) }, ...quote],
  })
  const body = textOfHtml(html)
  const head = toFrontmatter({ title, url, date, updated, authors, tags })
  return [head, heading, ...(body === '' ? [] : [body])].join('\n')
}

/** YAML; fields without a value are left out. */
function toFrontmatter(fields: Record<string, string | string[] | undefined>): string {
  const lines = Object.entries(fields).flatMap(([field, value]) => {
    if (value === undefined || value.length === 0) return []
    return [`${field}: ${Array.isArray(value) ? `[${value.map(quoted).join(', ')}]` : quoted(value)}\n`]
  })
  return `---\n${lines.join('')}---\n`
}

/** YAML takes the strings of JSON, but for some characters that must be escaped. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
