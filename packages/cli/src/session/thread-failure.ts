/** How the thread of a site failed, and what is said of it. */
import type { Activity, Message } from '@blog-build/core'
import type { Failure } from '../lifetime.js'
import type { Cells } from './cells.js'
import { readWork } from './work-slot.js'

/** How a thread failed: plain data, so that another process can be told. */
export interface ThreadFailure {
  /** What is said of it. */
  said: Message
  /** What is known of whose code it was. */
  work?: Activity | undefined
  /** `closed`: it was ended from here. */
  kind: Failure['kind'] | 'closed'
  /** The stack of what was thrown. */
  text: string
  /** The system does not let go of it, so that this process can't end in order. */
  isHeld?: boolean
}

/** The thread can't go on, for a reason that concerns its user. */
export class ThreadFailed extends Error {
  readonly said: Message
  constructor(readonly failure: ThreadFailure) {
    super(failure.said.text)
    this.name = 'ThreadFailed'
    this.said = failure.said
  }
}

/** How a thread ended, where it did not say so itself. */
export type Ended = Pick<ThreadFailure, 'kind' | 'text'> & { reason: string }

/** Texts are loaded when they are needed: a build of one thread loads core in that thread only. */
const messages = () => import('@blog-build/core')

/**
 * It does not come to an end.
 *
 * @param seconds How long it was given; nothing if it can never come to one.
 * @param isLate The site had been built before.
 */
export async function stuck(
  cells: Cells,
  seconds: number | undefined,
  isLate = false,
): Promise<ThreadFailure> {
  const work = readWork(cells)
  const { pluginStuck } = await messages()
  return { said: pluginStuck(work, seconds, isLate), work, kind: 'stuck', text: '' }
}

/** It ended by itself. */
export async function broken(
  cells: Cells,
  { reason, ...how }: Ended,
  isLate: boolean,
): Promise<ThreadFailure> {
  const work = readWork(cells)
  const { pluginBrokeOff } = await messages()
  return { said: pluginBrokeOff(work, reason, isLate), work, ...how }
}

/** It was ended from here. */
export async function gone(reason: string): Promise<ThreadFailure> {
  const { pluginBrokeOff } = await messages()
  return { said: pluginBrokeOff(undefined, reason), kind: 'closed', text: '' }
}

/** The status of a build that failed so: whoever has to mend it, the site's author or the configuration's. */
export function statusOf({ code, hook, at }: Activity): 'config' | 'content' {
  const isMarkdown = hook === 'remark' || hook === 'rehype'
  // A Markdown plugin is always at a text.
  const isLoading = hook === 'options' || hook === 'config' || (isMarkdown && at === undefined)
  return code === 'configuration' || isLoading ? 'config' : 'content'
}
