/** Why an output was made or not, told from the store and a look at the world: nothing is built or run. */
import { posix } from 'node:path'
import { hashOfAnswer } from '../engine/observer.js'
import { keyOf } from '../engine/task.js'
import type { NodeId, Store } from '../store.js'
import type { Asked } from './asked.js'
import type { Explanation } from './explanation.js'
import { nounOf } from './noun.js'
import { explainOutput } from './output.js'
import { outputsIn } from './outputs.js'
import { explainCode, explainFile } from './source.js'
import { nearNames, outputOf, pathsOf } from './target.js'

/** Explains what a text names: a source, or an output, of the latest build. */
export function explain(target: string, asked: Asked): Explanation {
  const { store, host, root, codeFiles } = asked
  const paths = pathsOf(target, asked)
  const exists = paths.some((path) => host.stat(posix.resolve(root, path))?.kind === 'file')
  if (store.last() === undefined) return { kind: 'none', exists, near: [] }
  const outputs = outputsIn(store)
  const files = paths.flatMap((path) => {
    const id = idOfFile(store, path)
    return id === undefined ? [] : [{ path, id, wasThere: store.hash(id) !== hashOfAnswer('-') }]
  })
  const file = files.find(({ wasThere }) => wasThere)
  if (file) return explainFile(file.path, file.id, outputs, asked)
  const code = paths.find((path) => codeFiles.includes(path))
  if (code !== undefined) return explainCode(code, outputs, asked)
  const output = outputOf(target, outputs, asked)
  if (output) return explainOutput(output, asked)
  // A link may have led to where no file is.
  if (files[0]) return explainFile(files[0].path, files[0].id, outputs, asked)
  const sources = [...store.named('file').map((id) => nounOf(store.key(id)).name), ...codeFiles]
  return { kind: 'unknown', exists, near: nearNames(target, outputs, sources) }
}

function idOfFile(store: Store, path: string): NodeId | undefined {
  const id = store.find(keyOf('file', path))
  return id >= 0 && store.isAlive(id) ? id : undefined
}
