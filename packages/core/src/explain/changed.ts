/** What is no longer as the latest build saw it: a look at the world, nothing is brought up to date. */
import { changedInputs } from '../engine/explain.js'
import { createInputs } from '../pipeline/inputs.js'
import type { NodeId } from '../store.js'
import type { Asked } from './asked.js'
import type { Noun } from './explanation.js'
import { nounOf, plainInputs } from './noun.js'

/** Of the inputs that are not made of code, those that changed, in the order given. */
export function changedOf(ids: readonly NodeId[], { store, host, root, now }: Asked): Noun[] {
  const inputs = createInputs(host, root, noCode, now)
  const changed = new Set<NodeId>()
  for (const name of plainInputs) {
    const input = inputs[name]
    const own = ids.filter((id) => store.key(id).startsWith(`${name}:`))
    for (const id of input ? changedInputs(store, input, own) : []) changed.add(id)
  }
  return nounsOf([...ids].filter((id) => changed.has(id)).map((id) => nounOf(store.key(id))))
}

/** Each once. */
export function nounsOf(nouns: readonly Noun[]): Noun[] {
  return [...new Map(nouns.map((noun) => [`${noun.kind} ${noun.name}`, noun])).values()]
}

const noCode = {
  isSame: true,
  get(): never {
    throw new Error('Explaining loads no code.')
  },
}
