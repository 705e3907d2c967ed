/** Sequences of edits and restarts, and what happens in one step. */
import fc from 'fast-check'
import type { Edit, Past } from './edit.js'
import { edits } from './edits.js'
import { restore, type World } from './world.js'

/** Edits, then perhaps a restart, then a build. */
export interface Step {
  /** What could not be published is mended first: else most sites would be broken most of the time. */
  mend: boolean
  edits: Edit[]
  restart: boolean
}

/** Random sequences of that many steps. */
export function sequences(length: number): fc.Arbitrary<Step[]> {
  const step = fc.record({
    mend: fc.nat(4).map((n) => n !== 0),
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
  const first = world.files()
  const history: History = {
    all: [first],
    published: first,
    add(at, isPublished) {
      const files = at.files()
      history.all.push(files)
      if (isPublished) history.published = files
    },
  }
  return history
}

/** Does what a step does to a world, but for restart and build. */
export function applyStep(world: World, { mend, edits }: Step, history: History): void {
  if (mend && history.all.at(-1) !== history.published) restore(world, history.published)
  for (const edit of edits) edit.apply(world, history)
}
