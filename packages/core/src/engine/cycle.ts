/** Waiting in a circle: found on the graph of who waits for whom, at the moment the circle closes. */

import { EngineError } from './error.js'

/** Anything that can wait for others of its kind. */
export interface Waiter {
  readonly key: string
  /** Set once it has settled: it waits for nobody then. */
  hash?: string
  waits?: Set<Waiter> | undefined
}

/** Tasks that wait for each other; nobody would ever answer. */
export class CycleError extends EngineError {
  constructor(readonly keys: readonly string[]) {
    super(`These wait for each other: ${[...keys, keys[0]].join(' → ')}`)
    this.name = 'CycleError'
  }
}

/**
 * Before `waiter` starts to wait for `target`: would that close a circle?
 * The circle is told from its smallest key on, so that it reads the same whoever closed it.
 *
 * @throws {CycleError} if so.
 */
export function assertNoCycle(waiter: Waiter, target: Waiter): void {
  const path = findPath(target, waiter, new Set())
  if (!path) return
  const keys = path.map((node) => node.key)
  const first = keys.indexOf([...keys].sort()[0] as string)
  throw new CycleError([...keys.slice(first), ...keys.slice(0, first)])
}

function findPath(from: Waiter, to: Waiter, seen: Set<Waiter>): Waiter[] | undefined {
  if (from === to) return [from]
  if (from.hash !== undefined || seen.has(from)) return undefined
  seen.add(from)
  for (const next of from.waits ?? []) {
    const rest = findPath(next, to, seen)
    if (rest) return [from, ...rest]
  }
  return undefined
}
