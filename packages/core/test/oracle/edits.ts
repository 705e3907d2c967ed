/** Random edits of a world. */
import fc from 'fast-check'
import { ofCode } from './code-edits.js'
import { ofContent, ofFiles } from './content-edits.js'
import type { Edit, Kind, Past } from './edit.js'
import { restore, start, type World } from './world.js'

const ofTime: Record<string, Kind> = {
  'base-given': [
    2,
    fc.constantFrom({}, { base: '/given/' }, { base: '/' }).map((options) => (world) => {
      world.options = { ...options }
    }),
  ],
  clock: [4, fc.nat(48).map((hours) => (world) => world.setNow(start + hours * 3_600_000))],
  mend: [2, fc.constant((world: World, past: Past) => restore(world, past.published))],
  revert: [
    1,
    fc.nat(20).map((back) => (world, past) => {
      const files = past.all[past.all.length - 1 - (back % past.all.length)]
      if (files) restore(world, files)
    }),
  ],
}

/** What others do to the output folder. */
const ofOutput: Record<string, Kind> = {
  'output-delete': [1, fc.nat(99).map((at) => (world) => onOutput(world, at, (path) => world.remove(path)))],
  'output-edit': [
    1,
    fc.nat(99).map((at) => (world) => {
      onOutput(world, at, (path) => world.write(path, `${world.read(path)} edited`))
    }),
  ],
}

function onOutput(world: World, at: number, change: (path: string) => void): void {
  const paths = [...world.files('dist').keys()]
  const path = paths[at % paths.length]
  if (path !== undefined) change(`dist/${path}`)
}

const kinds = { ...ofContent, ...ofFiles, ...ofCode, ...ofTime, ...ofOutput }

/** Names of all kinds of edit. */
export const kindNames: readonly string[] = Object.keys(kinds)

/** Random edits; those of bodies and frontmatter come most often, as in life. */
export const edits: fc.Arbitrary<Edit> = fc.oneof(
  ...Object.entries(kinds).map(([kind, [weight, arbitrary]]) => ({
    weight,
    arbitrary: arbitrary.map((apply): Edit => ({ kind, apply })),
  })),
)
