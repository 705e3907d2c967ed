/** Keeps ids of others from taking the names of a page's own elements and of browser globals. */
import type { Element, Parents, Root } from 'hast'
import { idsOf } from './ids.js'

/** GitHub's prefix; remark-rehype gives it to footnotes. */
const PREFIX = 'user-content-'

/** Properties that name an element, and those that point at some. */
const naming = ['id', 'name'] as const
const pointing = [
  'ariaDescribedBy',
  'ariaLabelledBy',
  'ariaControls',
  'htmlFor',
  'headers',
  'itemRef',
] as const

/** Prefixes every id and name, and what points at them from within the tree. Changes the tree. */
export function prefixIds(tree: Root): void {
  const ids = new Set(idsOf(tree))
  const visit = (parent: Parents): void => {
    for (const child of parent.children) {
      if (child.type !== 'element') continue
      prefixElement(child, ids)
      visit(child)
    }
  }
  visit(tree)
}

function prefixElement({ properties }: Element, ids: ReadonlySet<string>): void {
  for (const name of naming) {
    const value = properties[name]
    if (value !== undefined && value !== null) properties[name] = prefixed(String(value))
  }
  for (const name of pointing) {
    const value = properties[name]
    if (Array.isArray(value)) properties[name] = value.map((id) => prefixed(String(id)))
    else if (value !== undefined && value !== null)
      Object.assign(properties, { [name]: String(value).split(/\s+/).map(prefixed).join(' ') })
  }
  const { href } = properties
  if (typeof href === 'string' && href.startsWith('#') && ids.has(decode(href.slice(1)))) {
    properties.href = `#${prefixed(href.slice(1))}`
  }
}

const prefixed = (id: string): string => (id.startsWith(PREFIX) ? id : PREFIX + id)

function decode(hash: string): string {
  try {
    return decodeURIComponent(hash)
  } catch {
    return hash
  }
}
