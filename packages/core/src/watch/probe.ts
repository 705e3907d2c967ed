/** Whether events come at all: on some mounts none ever do, and nothing says so. */
import type { WatchDisk } from './disk.js'

const patience = 2_000

/**
 * Makes a file in a folder of ours and waits to be told. Where that can't be tried, nothing is known, and nothing said.
 *
 * @param folder Where files may come and go.
 * @param beside Where events are needed: the folder must lie on the same file system.
 * @returns Ends it.
 */
export function probeEvents(
  disk: WatchDisk,
  folder: string,
  beside: string,
  onSilent: () => void,
): () => void {
  if (disk.kind(folder) !== 'folder' || disk.device(folder) !== disk.device(beside)) return () => {}
  let close: (() => void) | undefined
  let turn: NodeJS.Immediate | undefined
  const timer = setTimeout(() => {
    // What came while this thread was busy is read after the timers have run.
    turn = setImmediate(() => {
      stop()
      onSilent()
    })
  }, patience)
  const stop = () => {
    clearTimeout(timer)
    clearImmediate(turn)
    close?.()
    close = undefined
  }
  try {
    close = disk.watch(folder, false, stop, stop)
    disk.touch(`${folder}/probe-${process.pid}`)
  } catch {
    stop()
  }
  return stop
}
