/** What a reader and an author see of a build, and whether two builds show the same. */
import { expect } from 'vitest'
import type { Message, Output } from '../../src/model.js'
import type { Build } from '../../src/site-options.js'

/** What can be seen of a build. */
export interface Seen {
  status: Build['status']
  messages: Message[]
  /** All files that the output folder is to hold, by the result. */
  outputs: Output[]
  nextDue: string | undefined
  /** What the output folder holds. */
  files: ReadonlyMap<string, string>
  changed: Build['changed']
}

/** Takes of a build what can be seen of it. */
export function toSeen(build: Build, files: ReadonlyMap<string, string>): Seen {
  const { status, messages, nextDue, changed } = build
  return { status, messages, outputs: [...build.outputs], nextDue, files, changed }
}

/**
 * Expects an incremental build to show what a clean one shows. Where nothing may be published, the output folder
 * is as it was before.
 */
export function expectSame(incremental: Seen, clean: Seen, before: ReadonlyMap<string, string>): void {
  expect(incremental.messages).toEqual(clean.messages)
  expect(incremental.status).toBe(clean.status)
  expect(incremental.nextDue).toBe(clean.nextDue)
  expect(incremental.outputs).toEqual(clean.outputs)
  if (clean.status !== 'published') {
    expect(incremental.files).toEqual(before)
    return
  }
  expect(incremental.files).toEqual(clean.files)
  expect(incremental.changed).toEqual(changedBetween(before, incremental.files))
}

/** The addresses that came, changed and went from one output folder to the next. */
function changedBetween(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Build['changed'] {
  const urls = (paths: Iterable<string>) =>
    [...paths].map((path) => `/${path}`.replace(/\/index\.html$/, '/')).sort()
  const kept = [...after.keys()].filter((path) => before.has(path))
  return {
    added: urls([...after.keys()].filter((path) => !before.has(path))),
    changed: urls(kept.filter((path) => before.get(path) !== after.get(path))),
    removed: urls([...before.keys()].filter((path) => !after.has(path))),
  }
}
