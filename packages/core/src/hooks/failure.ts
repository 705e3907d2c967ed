/** What code of others threw, made harmless: read once, while whoever is to blame for it is still at work. */
import { types } from 'node:util'
import { EngineError } from '../engine/error.js'
import { reasonOf } from '../messages/reason.js'
import type { Where } from '../messages.js'
import { CommonsChanged } from './commons-changed.js'

/** Its message is the reason, of bounded length. */
export class CodeFailure extends Error {
  override readonly name = 'CodeFailure'
  constructor(
    reason: string,
    /** The line of the project's code that it came from, where there is one. */
    readonly where: Where = {},
  ) {
    super(reason)
  }
}

/**
 * Makes whatever was thrown harmless; failures of the engine itself stay what they are, since they are not the
 * code's that they passed through.
 *
 * @param whereOf Finds the line that it came from.
 */
export function harmless(thrown: unknown, whereOf: (thrown: unknown) => Where = () => ({})): Error {
  try {
    if (isOurs(thrown)) return thrown
    return new CodeFailure(reasonOf(thrown), whereOf(thrown))
  } catch {
    // A proxy decides itself what it is an instance of, and what its stack is.
    return new CodeFailure(reasonOf(thrown))
  }
}

/** What was thrown, where its kind matters: as it is if it can be asked for that, else made harmless. */
export function readable(thrown: unknown): unknown {
  return types.isNativeError(thrown) && !types.isProxy(Object.getPrototypeOf(thrown))
    ? thrown
    : harmless(thrown)
}

function isOurs(thrown: unknown): thrown is Error {
  return thrown instanceof EngineError || thrown instanceof CodeFailure || thrown instanceof CommonsChanged
}
