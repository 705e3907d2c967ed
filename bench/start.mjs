/** What starting the command takes, beside an empty Node process. */

import { measure } from './measure.mjs'
import { command } from './sites/blog-build.mjs'

/** @import { Measure } from './measure.mjs' */

/** @type {Record<string, string[]>} */
const starts = {
  'node -e 0': [process.execPath, '-e', '0'],
  'blog-build --version': [process.execPath, command, '--version'],
  'blog-build --help': [process.execPath, command, '--help'],
}

/** With what the others are compared. */
export const emptyProcess = 'node -e 0'

/**
 * @param {number} runs
 * @returns {Record<string, Measure[]>}
 */
export function measureStarts(runs) {
  /** @type {Record<string, Measure[]>} */
  const samples = Object.fromEntries(Object.keys(starts).map((name) => [name, []]))
  for (let run = 0; run < runs; run++) {
    for (const [name, commandLine] of Object.entries(starts))
      samples[name]?.push(measure(commandLine).measure)
  }
  return samples
}
