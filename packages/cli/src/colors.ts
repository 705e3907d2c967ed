/** Colours of the terminal, by `NO_COLOR`, `FORCE_COLOR` and what the stream is. */
import picocolors from 'picocolors'

/** Functions that colour a text, or leave it as it is. */
export type Colors = ReturnType<typeof picocolors.createColors>

/** No colours at all: for logs and tests. */
export const plainColors: Colors = picocolors.createColors(false)

/**
 * Colours for one stream. picocolors looks at stdout; a report that goes to stderr
 * must not be coloured only because stdout is a terminal.
 */
export function colorsFor(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): Colors {
  const wanted = picocolors.isColorSupported && (stream.isTTY || Boolean(env.FORCE_COLOR))
  return picocolors.createColors(wanted)
}
