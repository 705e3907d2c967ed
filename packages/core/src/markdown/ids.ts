/** What can be pointed at by `#…`. */
import type { Parents, Root } from 'hast'
import { idOf } from './headings.js'

/** Every id of a tree in order, and the names of old-style anchors `<a name="…">`. */
export function idsOf(tree: Root): string[] {
  const ids: string[] = []
  const visit = (parent: Parents): void => {
    for (const child of parent.children) {
      if (child.type !== 'element') continue
      const id = idOf(child)
      const { name } = child.properties
      if (id !== undefined) ids.push(id)
      if (child.tagName === 'a' && typeof name === 'string' && name !== '' && name !== id) ids.push(name)
      visit(child)
    }
  }
  visit(tree)
  return ids
}
