/** Why an output was last made, and why not since. */
import { below, chainOf } from '../engine/explain.js'
import { keyOf, parseKey } from '../engine/task.js'
import type { NodeId, Store } from '../store.js'
import type { Asked } from './asked.js'
import { changedOf, nounsOf } from './changed.js'
import type { OutputExplanation, OutputRef } from './explanation.js'
import { isInput, nounOf } from './noun.js'
import type { KnownOutput } from './outputs.js'

/** Explains an output. */
export function explainOutput(output: KnownOutput, asked: Asked): OutputExplanation {
  const { store } = asked
  const { id, owner, entry } = output
  const { build, since, cause, input } = store.origin(id)
  const chain = chainOf(store, id)
  const inputs = [...below(store, id).keys()].filter((one) => isInput(store.key(one)))
  const source = entry === undefined ? undefined : sourceOf(store, entry)
  return {
    kind: 'output',
    ...refTo(store, output),
    owner,
    ...(source === undefined ? {} : { source }),
    latestBuild: store.last()?.build ?? 0,
    since,
    reason: input < 0 ? 'first' : cause < 0 ? 'new' : 'changed',
    chain: chain.ids.map((one) => nounOf(store.key(one))),
    isChainBroken: chain.isBroken,
    reads: new Set(readsOf(store, id)).size,
    restsOn: inputs.length,
    newlyRead: nounsOf(
      inputs.filter((one) => isNewIn(build, store, one)).map((one) => nounOf(store.key(one))),
    ),
    withoutEffect: nounsOf(laterThan(build, inputs, store).map((one) => nounOf(store.key(one)))),
    changedNow: [...changedOf(inputs, asked), ...asked.changedCode()],
  }
}

/** An output in a list. */
export function refTo(store: Store, { id, url, path }: KnownOutput): OutputRef {
  return { url, path, build: store.origin(id).build }
}

/** In the first build everything is. */
function isNewIn(build: number, store: Store, id: NodeId): boolean {
  const origin = store.origin(id)
  return origin.build === build && origin.cause < 0 && origin.input >= 0
}

function laterThan(build: number, inputs: readonly NodeId[], store: Store): NodeId[] {
  return inputs.filter((id) => store.origin(id).since > build)
}

/** The path of an entry's source: what its body was taken from. Values may be lost, reads are not. */
export function sourceOf(store: Store, entry: string): string | undefined {
  const body = store.find(keyOf('body', entry))
  if (body < 0 || !store.isAlive(body)) return undefined
  const keys = readsOf(store, body).map((id) => store.key(id))
  const record = keys.find((key) => key.startsWith('records:') || key.startsWith('record:'))
  const { argument } = record === undefined ? {} : parseKey(record)
  return typeof argument === 'string' ? argument : (argument as { path: string } | undefined)?.path
}

function readsOf(store: Store, id: NodeId): NodeId[] {
  return [...store.reads(id)].map((read) => (read < 0 ? ~read : read))
}
