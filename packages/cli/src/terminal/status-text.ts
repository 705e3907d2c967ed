/** What a watch is at, in one line. */
import type { Message, Progress } from '@blog-build/core'
import { type Colors, plainColors } from '../colors.js'
import { visibleLine, widthOf } from '../visible.js'
import { buildText, clockText, cutTo, type Finished, standingText } from './build-text.js'

/** All that the line speaks of. */
export interface WatchState {
  /** Where the site is served, if it is. */
  url?: string
  /** What the build under way is at. */
  progress?: Progress
  /** The last build, and when it ended. */
  last?: Finished & { at: Date }
  standing: readonly Message[]
}

const words: Record<Progress['phase'], string> = { load: 'loading', build: 'building', write: 'writing' }

/**
 * Such as `http://localhost:4321/ · 12:05:01 · 12 ms · 1 changed: /posts/a/ · 2 errors`. Where there is no room, the
 * addresses go first, then the time, then the place where it is served: errors are seen as long as anything is.
 */
export function statusText(
  { url, progress, last, standing }: WatchState,
  width: number,
  colors: Colors,
): string {
  const errors = standingText(standing, colors)
  const plainErrors = standingText(standing, plainColors)
  const place = visibleLine(url ?? 'Watching')
  const beside = (parts: string[]) => width - widthOf([...parts, plainErrors].filter(isText).join(' · '))
  const clock = last ? clockText(last.at) : ''
  const heads = [[place, clock], [place], []].map((parts) => parts.filter(isText))
  const head = heads.find((parts) => beside(parts) >= least) ?? []
  const room = Math.max(beside(head) - ' · '.length, 0)
  const now = progress
    ? cutTo(progressText(progress), room)
    : last
      ? buildText(last, room)
      : cutTo('starting', room)
  const shown = head.map((part) => (part === place ? colors.cyan(part) : colors.dim(part)))
  return [...shown, now, errors].filter(isText).join(' · ')
}

/** So many columns what is being done, or was, has in any case. */
const least = 24

function isText(text: string): boolean {
  return text !== ''
}

function progressText({ phase, done, total }: Progress): string {
  if (done === 0) return `${words[phase]} …`
  return total > 0 ? `${words[phase]} ${done} of ${total} …` : `${words[phase]} ${done} …`
}
