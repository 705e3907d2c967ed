/** Sequences of edits and restarts, and what happens in one step. */
import fc from 'fast-check'
import { type Edit, edits, type Past } from './edits.js'
import type { World } from './world.js'

/** Edits, then perhaps a restart, then a build. */
export interface Step {
  edits: Edit[]
  restart: boolean
}

/** Random sequences of that many steps. */
export function sequences(length: number): fc.Arbitrary<Step[]> {
  const step = fc.record({
    edits: fc.array(edits, { minLength: 1, maxLength: 2 }),
    restart: fc.nat(3).map((n) => n === 0),
  })
  return fc.array(step, { minLength: length, maxLength: length })
}

/** What was, for the edits that go back to it. */
export interface History extends Past {
  all: ReadonlyMap<string, string>[]
  published: ReadonlyMap<string, string>
  /** After a build. */
  add(world: World, isPublished: boolean): void
}

/** Begins with a world that can be published. */
export function createHistory(world: World): History {
  const history: History = {
    all: [world.files()],
    published: world.files(),
    add(at, isPublished) {
      const files = at.files()
      history.all.push(files)
      if (isPublished) history.published = files
    },
  }
  return history
}
