/** Turns raw HTML into elements, so that plugins see them and every tag is closed. */
import type { Comment, Element, ElementData, Root, RootContent } from 'hast'
import rehypeRaw from 'rehype-raw'
import type { VFile } from 'vfile'
import type { Limits } from '../hooks/config.js'
import { MarkdownFault } from './fault.js'
import { findDeeper } from './limits.js'
import { checkRawHtml, type Raw } from './raw-html-limits.js'

/** Elements that HTML adds around what is written: `<tbody>`, `<ol>` of footnotes and the like. */
const ADDED_LEVELS = 20

/**
 * Re-parses a tree that holds raw nodes, and only such a tree: it costs several times what all the
 * rest does. A raw node that is one comment becomes a comment without that.
 */
export function rehypeRawHtml(limits: Limits) {
  const reparse = rehypeRaw()
  return (tree: Root, file: VFile): Root => {
    if (!settleComments(tree)) return tree
    const fault = checkRawHtml(tree, limits.depth)
    if (fault) throw new MarkdownFault(fault.kind, fault.node)
    keepMeta(tree)
    const result = reparse(tree, file) as Root
    restoreMeta(result)
    const deep = findDeeper(result, limits.depth + ADDED_LEVELS)
    if (deep) throw new MarkdownFault('depth', deep)
    return result
  }
}

/** Lives only while a tree is parsed again. */
const META = 'dataBlogBuildMeta'

/** What stands after the language of fenced code is data of its element, and data does not outlast parsing. */
function keepMeta(parent: Root | Element): void {
  for (const child of parent.children) {
    if (child.type !== 'element') continue
    if (typeof child.data?.meta === 'string') child.properties[META] = child.data.meta
    keepMeta(child)
  }
}

function restoreMeta(parent: Root | Element): void {
  for (const child of parent.children) {
    if (child.type !== 'element') continue
    const { [META]: meta, ...properties } = child.properties
    if (meta !== undefined) {
      child.properties = properties
      child.data = { ...child.data, meta: String(meta) } as ElementData
    }
    restoreMeta(child)
  }
}

/** Makes comments of raw nodes that are one; says whether any other raw node is left. */
function settleComments(parent: Root | Element): boolean {
  let left = false
  for (const [index, child] of parent.children.entries()) {
    if ((child as RootContent | Raw).type === 'raw') {
      const comment = asComment(child as unknown as Raw)
      if (comment) parent.children[index] = comment
      else left = true
    } else if (child.type === 'element' && settleComments(child)) {
      left = true
    }
  }
  return left
}

function asComment(node: Raw): Comment | undefined {
  const value = /^<!--([^>-][\s\S]*|)-->$/.exec(node.value)?.[1]
  if (value === undefined || /-->|--!>|<!--|\0|-$|<!-$/.test(value)) return undefined
  return { type: 'comment', value, ...(node.position ? { position: node.position } : {}) }
}
