/** What an edit is. */
import type fc from 'fast-check'
import type { World } from './world.js'

/** What an edit may need to know of the sequence that it is part of. */
export interface Past {
  /** The project's files after each step. */
  all: ReadonlyMap<string, string>[]
  /** Those of the last step that published. */
  published: ReadonlyMap<string, string>
}

/** One edit: what it is called, and what it does. */
export interface Edit {
  kind: string
  apply(world: World, past: Past): void
}

/** How often a kind comes, and how its edits are made. */
export type Kind = [weight: number, edits: fc.Arbitrary<Edit['apply']>]

/** Changes the text of a file, if it is there. */
export function editText(world: World, at: string, change: (text: string) => string): void {
  const text = world.read(at)
  if (text !== undefined) world.write(at, change(text))
}
