/** A limit that was met in the middle of a transformation; never leaves `toContent`. */
import type { Node } from 'unist'

/** Carries which limit was met, and where. */
export class MarkdownFault extends Error {
  override readonly name = 'MarkdownFault'
  readonly kind: 'depth' | 'tags'
  readonly node: Node | undefined

  constructor(kind: 'depth' | 'tags', node: Node | undefined) {
    super(kind)
    this.kind = kind
    this.node = node
  }
}

/** Whether an error is an overflow of the stack, which nesting causes. */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && /call stack/i.test(error.message)
}
