/** A look at the world, in small steps: what is no longer as the last build saw it. */
import { posix } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { changedInputs } from './engine/explain.js'
import { parseKey } from './engine/task.js'
import type { Host, Store } from './model.js'
import { createInputs } from './pipeline/inputs.js'
import { pathInputs } from './suspects.js'

/** So many inputs are looked at before other work gets its turn: a few milliseconds' worth. */
const STEP = 200

/** Where to look. */
export interface SurveyOptions {
  store: Store
  host: Host
  root: string
  /** Asked between the steps: the store may be another one by then. */
  isCutShort(): boolean
}

/** @returns Absolute paths, sorted; none where it was cut short. */
export async function survey({ store, host, root, isCutShort }: SurveyOptions): Promise<string[]> {
  const inputs = createInputs(host, root, noCode, 0)
  const found = new Set<string>()
  // Who reads what is found out when it is first asked: better now than while somebody waits for a build.
  if (store.size() > 0) store.eachReader(0, () => {})
  for (const name of pathInputs) {
    const input = inputs[name]
    const ids = store.named(name)
    for (let at = 0; input && at < ids.length; at += STEP) {
      await setImmediate()
      if (isCutShort()) return []
      for (const id of changedInputs(store, input, ids.slice(at, at + STEP))) {
        found.add(posix.resolve(root, String(parseKey(store.key(id)).argument)))
      }
    }
  }
  return [...found].sort()
}

const noCode = {
  isSame: true,
  get(): never {
    throw new Error('Looking at files loads no code.')
  },
}
