/** Watches over a thread from another one: does it get on, or has it been at the same thing for too long? */
import { type Cells, cell } from './cells.js'

/** So much longer a disk may take than code. */
const slowness = 10

/** Looks at the cells of a thread while there is something to wait for. */
export interface Watchdog {
  /** Something is waited for from now on. */
  start(): void
  stop(): void
}

/**
 * Stuck is who makes no step for the given time though there is code of others at work, or whose event loop does
 * not turn. Looks are counted, not time: a machine that slept, or a main thread that was busy, ends nobody.
 *
 * @param seconds 0 waits for ever.
 */
export function createWatchdog(cells: Cells, seconds: number, onStuck: () => void): Watchdog {
  const pause = Math.min(Math.max((seconds * 1000) / 8, 25), 1000)
  let timer: NodeJS.Timeout | undefined
  let last = { beat: 0, step: 0 }
  let looks = 0
  const stop = () => {
    clearInterval(timer)
    timer = undefined
  }
  const look = () => {
    const now = beatsOf(cells)
    const getsOn = now.step !== last.step || (now.beat !== last.beat && now.working === 0)
    last = now
    looks = getsOn ? 0 : looks + 1
    if (looks * pause < seconds * 1000 * (writes(cells) ? slowness : 1)) return
    stop()
    onStuck()
  }
  return {
    start() {
      if (seconds <= 0 || timer) return
      last = beatsOf(cells)
      looks = 0
      timer = setInterval(look, pause)
    },
    stop,
  }
}

function beatsOf({ numbers }: Cells) {
  const at = (place: number) => Atomics.load(numbers, place)
  return { beat: at(cell.beat), step: at(cell.step), working: at(cell.working) }
}

/** Writing many files takes its time in one go, and no code of others has a part in it, unless it loops beside it. */
function writes({ numbers }: Cells): boolean {
  return Atomics.load(numbers, cell.writing) === 1 && Atomics.load(numbers, cell.length) === 0
}
