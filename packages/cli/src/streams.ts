/** The standard streams, kept in order while foreign code runs in the same process. */
import type { Screen } from './progress.js'

/** The part of a standard stream that is needed here. */
export interface Stream extends Screen {
  write(chunk: string | Uint8Array, ...rest: never[]): boolean
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown
}

/** Our own way to the streams, past what foreign code sees. */
export interface Streams {
  out(text: string): void
  err(text: string): void
  /** Resolves when all that was written has left, or can't leave any more. */
  flushed(): Promise<void>
}

/**
 * From now on, what others write (a `console.log` in the configuration) first has the progress line
 * cleared, and goes to stderr if stdout is `reserved` for one document. A reader that went away
 * (`| head -1`) is no error of ours: what it does not read is dropped, and the exit code stays. `onClosed` is told.
 */
export function takeStreams(
  stdout: Stream,
  stderr: Stream,
  options: { reserved: boolean; clear(): void; onClosed?(): void },
): Streams {
  const out = stdout.write.bind(stdout) as (text: string, done?: () => void) => boolean
  const err = stderr.write.bind(stderr) as (text: string, done?: () => void) => boolean
  const guarded = (write: (text: string) => boolean): Stream['write'] => {
    return (...parameters) => {
      options.clear()
      return (write as Stream['write'])(...parameters)
    }
  }
  stdout.write = guarded(options.reserved ? err : out)
  stderr.write = guarded(err)
  for (const stream of [stdout, stderr]) outliveReader(stream, options.onClosed)
  return {
    out: (text) => void out(text),
    err: (text) => void err(text),
    async flushed() {
      for (const write of [out, err]) await new Promise<void>((resolve) => write('', () => resolve()))
    },
  }
}

/** Lets a reader of the stream go away: what it does not read is dropped, and `onClosed` is told. */
export function outliveReader(stream: Stream, onClosed?: () => void): void {
  stream.on('error', (error) => {
    if (!isClosed(error, stream)) throw error
    onClosed?.()
  })
}

/** A screen on a stream, past what `takeStreams` puts before it later. */
export function screenOf(stream: Stream): Screen {
  const write = stream.write.bind(stream) as Screen['write']
  return {
    write,
    get isTTY() {
      return stream.isTTY === true
    },
    get columns() {
      return stream.columns ?? 80
    },
  }
}

/** A terminal that was closed fails as a disk does. */
function isClosed({ code }: NodeJS.ErrnoException, { isTTY }: Stream): boolean {
  return code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED' || (isTTY === true && code === 'EIO')
}
