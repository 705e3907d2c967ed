/** Trees that plugins made no trees any more. */
import type { Node } from 'unist'

/** A node on the way down, and how many of its children were visited. */
interface Step {
  node: Node
  next: number
}

/** Deeper than any page, and no deeper than a function may call itself. */
const deepest = 5000

/** What a plugin did to a tree so that nobody after it can walk it, as a part of a sentence. */
export function treeProblem(root: Node): string | undefined {
  const above = new Set<unknown>([root])
  const way: Step[] = [{ node: root, next: 0 }]
  for (let step = way.at(-1); step; step = way.at(-1)) {
    const { children } = step.node as { children?: unknown }
    const child: unknown = Array.isArray(children) ? children[step.next++] : undefined
    if (!Array.isArray(children) || step.next > children.length) {
      above.delete(step.node)
      way.pop()
      continue
    }
    if (!isNode(child)) return 'it put something into the tree that is no node'
    if (above.has(child)) return 'it put a node of the tree into itself'
    if (way.length > deepest) return `it nested nodes more than ${deepest} deep`
    above.add(child)
    way.push({ node: child, next: 0 })
  }
  return undefined
}

function isNode(value: unknown): value is Node {
  return typeof (value as Node | null | undefined)?.type === 'string'
}
