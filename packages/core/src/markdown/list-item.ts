/** Turns list items into elements in linear time. */
import type { List, ListItem, Nodes } from 'mdast'
import { defaultHandlers } from 'remark-rehype'

type Handler = typeof defaultHandlers.listItem

/**
 * Does what remark-rehype does. Its own handler looks through the whole list again for each item, to
 * learn whether paragraphs are wrapped: 64,000 items took 20 s. Here each list is looked through once.
 */
export function createListItemHandler(): Handler {
  const known = new WeakMap<List, boolean>()
  return (state, node, parent) => {
    if ((parent as Nodes | undefined)?.type !== 'list') return defaultHandlers.listItem(state, node, parent)
    const list = parent as unknown as List
    let loose = known.get(list)
    if (loose === undefined) {
      loose = list.spread || list.children.some(isLoose)
      known.set(list, loose)
    }
    // Without a list the handler asks the item itself, and no item of a tight list is loose.
    const seen = loose ? { ...list, spread: true, children: [] } : undefined
    return defaultHandlers.listItem(state, node, seen as typeof parent)
  }
}

/** An item that doesn't say is loose when it holds several blocks. */
const isLoose = (item: ListItem): boolean => item.spread ?? item.children.length > 1
