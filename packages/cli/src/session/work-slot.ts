/** The slot in which a thread says what code of others is at, where the main thread reads it even from a loop. */
import type { Activity, OnActivity } from '@blog-build/core'
import { type Cells, cell } from './cells.js'

/** The writing side. */
export interface WorkSlot {
  onActivity: OnActivity
  /** Shows the piece of work that the end of the thread is due to, be it over or not. */
  blame(activity: Activity): void
  /** Nothing is at work any more: a build has ended. */
  empty(): void
}

const encoder = new TextEncoder()

/**
 * Shows the piece of work that began last; once that has ended, the oldest that has not. In a loop the one that
 * began last is the culprit as a rule, and where all wait the oldest is.
 */
export function createWorkSlot({ numbers, text }: Cells): WorkSlot {
  const working = new Set<{ text: string }>()
  let shown: { text: string } | undefined
  const show = (work: { text: string } | undefined) => {
    shown = work
    // Nothing is at work while the text is replaced: it is read from another thread.
    numbers[cell.length] = 0
    if (work) numbers[cell.length] = encoder.encodeInto(work.text, text).written
  }
  const changed = () => {
    numbers[cell.working] = working.size
    Atomics.add(numbers, cell.step, 1)
  }
  return {
    onActivity(activity) {
      const work = { text: JSON.stringify(activity) }
      working.add(work)
      show(work)
      changed()
      return () => {
        if (!working.delete(work)) return
        if (shown === work) show(working.values().next().value)
        changed()
      }
    },
    blame: (activity) => show({ text: JSON.stringify(activity) }),
    empty() {
      working.clear()
      show(undefined)
      changed()
    },
  }
}

/** What code of others is at, if any is. */
export function readWork({ numbers, text }: Cells): Activity | undefined {
  const length = Atomics.load(numbers, cell.length)
  if (length === 0) return undefined
  try {
    return JSON.parse(new TextDecoder().decode(text.slice(0, length))) as Activity
  } catch {
    // Longer than the slot.
    return undefined
  }
}
