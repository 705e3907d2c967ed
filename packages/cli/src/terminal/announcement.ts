/** What is new in the messages of a build, and what is mended: what stands is not said again. */
import type { Build, Message } from '@blog-build/core'

/** The messages of a build, beside those of the builds before it. */
export interface Announcement {
  fresh: Message[]
  mended: Message[]
  /** All that stands now, the fresh ones among it. */
  standing: readonly Message[]
}

/** Remembers what was announced. */
export interface Announcer {
  /** Builds in their order; those that were superseded say nothing. */
  next(build: Pick<Build, 'status' | 'messages'>): Announcement
}

/** Starts with nothing announced. */
export function createAnnouncer(): Announcer {
  let standing: readonly Message[] = []
  /** Those that were first said by a build that never came to look at the content. */
  let ofCode: readonly Message[] = []
  return {
    next({ status, messages }) {
      const fresh = without(messages, standing)
      // With errors in code the content was not looked at, so nothing is known to be mended there.
      const mended = without(status === 'config' ? ofCode : standing, messages)
      if (status === 'config') {
        ofCode = [...without(ofCode, mended), ...fresh]
        standing = [...without(standing, mended), ...fresh]
      } else {
        ofCode = []
        standing = messages
      }
      return { fresh, mended, standing }
    },
  }
}

/** Those of `messages` that are not among `others`, wherever in their files they stand. Of twins each counts. */
function without(messages: readonly Message[], others: readonly Message[]): Message[] {
  const left = new Map<string, number>()
  for (const other of others) left.set(keyOf(other), (left.get(keyOf(other)) ?? 0) + 1)
  return messages.filter((message) => {
    const key = keyOf(message)
    const count = left.get(key) ?? 0
    if (count > 0) left.set(key, count - 1)
    return count === 0
  })
}

/** A place shifts with each line above it, and a severity with an option: neither makes another message. */
function keyOf({ rule, path, text, plugin }: Message): string {
  return JSON.stringify([rule, path, text, plugin])
}
