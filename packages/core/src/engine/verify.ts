/** Whether what was remembered still rests on the same answers. */
import type { Memo, NodeId, Store } from '../store.js'
import type { Node } from './node.js'
import type { Nodes } from './nodes.js'

/** What verifying needs. */
export interface Verifier {
  store: Store
  nodes: Nodes
  /** Brings a group up to date for a node that waits for it. */
  bringAll(ids: readonly NodeId[], caller: Node): Promise<void> | undefined
}

/**
 * Whether the reads of the last build still have their answers, from one on that begins a group. Groups are
 * verified one after the other: a later one may have been asked for only because of what an earlier said.
 */
export function verifyPast(verifier: Verifier, node: Node, from = 0): boolean | Promise<boolean> {
  const { store, nodes, bringAll } = verifier
  const reads = store.reads(node.id)
  for (let at = from; at < reads.length; ) {
    const group = groupAt(reads, at)
    at += group.length
    const open = group.map(idOf).filter((id) => !nodes.isSettled(id))
    const waiting = open.length === 0 ? undefined : bringAll([...open], node)
    const next = at
    if (waiting) return waiting.then(() => isSame(verifier, node, group) && verifyPast(verifier, node, next))
    if (!isSame(verifier, node, group)) return false
  }
  return true
}

function groupAt(reads: Int32Array, start: number): Int32Array {
  let end = start + 1
  while (end < reads.length && (reads[end] as number) >= 0) end++
  return reads.subarray(start, end)
}

function idOf(read: number): NodeId {
  return read < 0 ? ~read : read
}

function isSame({ store, nodes }: Verifier, node: Node, group: Int32Array): boolean {
  for (const read of group) {
    const id = idOf(read)
    // A key without a node is as the last build left it.
    if (!nodes.at(id) || nodes.hash(id) === store.hash(id)) continue
    node.cause = id
    node.input = nodes.at(id)?.input ?? -1
    return false
  }
  return true
}

/** The reads of a memo, as `Change` has them, if all still have their answers. */
export async function verifyMemo(
  { store, nodes, bringAll }: Verifier,
  node: Node,
  { reads }: Memo,
): Promise<number[] | undefined> {
  const found: number[] = []
  for (const group of reads) {
    const ids = group.map(({ key }) => store.number(key))
    await bringAll(ids, node)
    if (!group.every(({ hash }, at) => nodes.hash(ids[at] as NodeId) === hash)) return undefined
    ids.forEach((id, at) => {
      found.push(at === 0 ? ~id : id)
    })
  }
  return found
}

/** What a node came to, as a memo. */
export function toMemo({ store, nodes }: Pick<Verifier, 'store' | 'nodes'>, node: Node, hash: string): Memo {
  const groups: Memo['reads'] = []
  for (const read of node.reads) {
    const id = idOf(read)
    if (read < 0) groups.push([])
    groups.at(-1)?.push({ key: store.key(id), hash: nodes.hash(id) })
  }
  return { key: node.key, hash, ref: node.ref, reads: groups, messages: node.messages }
}
