/** What a result rests on: the walk over recorded reads from a task down to the inputs. */
import type { Message, Trace } from '../model.js'

/** What lies under a task, following its reads. */
export interface Reached {
  messages: Message[]
  /** Keys in the order of a depth-first walk, with the hash of each. */
  keys: Map<string, string>
}

/** Walks from a key over all reads; `nodeAt` gives what is settled. */
export function walk(
  start: string,
  nodeAt: (key: string) => { hash?: string; trace?: Trace } | undefined,
): Reached {
  const keys = new Map<string, string>()
  const messages: Message[] = []
  const visit = (key: string) => {
    if (keys.has(key)) return
    const node = nodeAt(key)
    if (node?.hash === undefined) return
    keys.set(key, node.hash)
    messages.push(...(node.trace?.messages ?? []))
    for (const group of node.trace?.reads ?? []) for (const read of group) visit(read.key)
  }
  visit(start)
  return { messages, keys }
}
