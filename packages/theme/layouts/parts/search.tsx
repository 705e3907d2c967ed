import type { HeadElement } from '@blog-build/core/layout'
import type { ComponentChildren } from 'preact'

export interface SearchProps {
  /** What the field is called. @default what the plugin says */
  label?: string
  /** Queries to try; they stand below the field. `[]`: none. @default those of the index, when the field is entered */
  suggestions?: string[]
  /** Values that pages must have, by field: `{ company: 'companies/klarna' }`. @default {} */
  filters?: Record<string, string>
  /** Of the page's address; `''` leaves the address as it is. @default 'q' */
  parameter?: string
  /** What stands here without JavaScript. */
  children: ComponentChildren
}

/** The field of the plugin `search`. Only on pages whose head has `<meta name="blog-search">` there is a script for it. */
export function Search({ label, suggestions, filters = {}, parameter, children }: SearchProps) {
  const fixed = Object.entries(filters).map(([field, value]) => [`filter-${field}`, value])
  const attributes = { label, suggestions: suggestions?.join('|'), parameter, ...Object.fromEntries(fixed) }
  return <Element {...attributes}>{children}</Element>
}

/** An element that JSX does not know. */
const Element = 'blog-search' as 'div'

/** Whether a page can be searched from. */
export function announcesSearch({ tag, attributes }: HeadElement): boolean {
  return tag === 'meta' && attributes?.name === 'blog-search'
}
