/** Code of others changed what all code shares. */
import type { Activity } from './activity.js'

/** Its message is a reason, for where nothing better can be told. */
export class CommonsChanged extends Error {
  override readonly name = 'CommonsChanged'
  constructor(
    /** Such as `Array.prototype.map`. */
    readonly changed: readonly string[],
    /** Whoever was at work: one of them did it. */
    readonly suspects: readonly Activity[],
    /** What the code threw beside that. */
    override readonly cause?: unknown,
  ) {
    super(`it changed ${changed.slice(0, 5).join(', ')}, which all code shares`)
  }
}
