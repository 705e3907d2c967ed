/** What rests on a source, and what was made because of it. */
import { posix } from 'node:path'
import { above, readersOf } from '../engine/explain.js'
import { hashOfAnswer } from '../engine/observer.js'
import { keyOf } from '../engine/task.js'
import type { NodeId, Store } from '../store.js'
import type { Asked } from './asked.js'
import { changedOf } from './changed.js'
import type { SourceExplanation } from './explanation.js'
import { codeInputs, nounOf } from './noun.js'
import { refTo, sourceOf } from './output.js'
import type { KnownOutput } from './outputs.js'

/** Explains a file that is content, or that code read while it made some. */
export function explainFile(
  path: string,
  file: NodeId,
  outputs: KnownOutput[],
  asked: Asked,
): SourceExplanation {
  const { store } = asked
  const { cause, input, since } = store.origin(file)
  const isNew = cause < 0
  const isOwn = ({ entry }: KnownOutput) => entry !== undefined && sourceOf(store, entry) === path
  const near = restingOn(store, [file], outputs)
  const resting = [...near.filter(isOwn), ...near.filter((output) => !isOwn(output))]
  // A file that came is found by who lists its folder: that is what set off what was made of it.
  const made = resting.filter(({ id }) => {
    const origin = store.origin(id)
    return isNew ? input >= 0 && origin.input === input && origin.build === since : origin.input === file
  })
  return {
    ...describe(path, store, resting, made),
    isCode: false,
    state: stateOf(path, asked, {
      wasThere: store.hash(file) !== hashOfAnswer('-'),
      isChanged: changedOf([file], asked).length > 0,
    }),
    since,
    isNew,
    readers: readersOf(store, file).map((id) => nounOf(store.key(id))),
  }
}

/** Explains a file of configuration, layouts or styles, or one that these import. */
export function explainCode(path: string, outputs: KnownOutput[], asked: Asked): SourceExplanation {
  const { store } = asked
  const parts = madeOf(path, store)
  const resting = restingOn(store, parts, outputs)
  const made = resting.filter(({ id }) => parts.includes(store.origin(id).input))
  return {
    ...describe(path, store, resting, made),
    isCode: true,
    state: stateOf(path, asked, {
      wasThere: true,
      isChanged: asked.changedCode().some(({ name }) => name === path),
    }),
    since: Math.max(0, ...parts.map((id) => store.origin(id).since)),
    isNew: false,
    readers: parts.map((id) => nounOf(store.key(id))),
  }
}

function describe(path: string, store: Store, resting: KnownOutput[], made: KnownOutput[]) {
  return {
    kind: 'source' as const,
    path,
    latestBuild: store.last()?.build ?? 0,
    outputs: resting.map((output) => refTo(store, output)),
    made: made.map((output) => refTo(store, output)),
  }
}

/** What a file of code goes into: its layout, the styles, or whatever is made of code. */
function madeOf(path: string, store: Store): NodeId[] {
  const layout = /^layouts\/([^/]+)\.[jt]sx?$/.exec(path)?.[1]
  const own = layout === undefined ? -1 : store.find(keyOf('layout', layout))
  if (own >= 0 && store.isAlive(own)) return [own]
  return path.startsWith('styles/') ? store.named('styles') : codeInputs.flatMap((name) => store.named(name))
}

function stateOf(
  path: string,
  { host, root }: Asked,
  { wasThere, isChanged }: { wasThere: boolean; isChanged: boolean },
): SourceExplanation['state'] {
  const isThere = host.stat(posix.resolve(root, path)) !== undefined
  if (!isThere) return wasThere ? 'gone' : 'absent'
  return isChanged ? 'changed' : 'same'
}

function restingOn(store: Store, ids: readonly NodeId[], outputs: readonly KnownOutput[]): KnownOutput[] {
  const distances = above(store, ids)
  const resting = outputs.filter(({ id }) => distances.has(id))
  return resting.sort((a, b) => (distances.get(a.id) ?? 0) - (distances.get(b.id) ?? 0))
}
