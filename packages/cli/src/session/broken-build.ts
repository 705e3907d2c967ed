/** What is said of a build whose thread ended: nothing changed that anybody needs to know. */
import { posix } from 'node:path'
import type { Build, Message, SiteOptions } from '@blog-build/core'

/** A build with errors in code, as far as its reader can tell. */
export function brokenBuild({ root, out = 'dist', base = '/' }: SiteOptions, messages: Message[]): Build {
  return {
    status: 'config',
    outputs: [],
    messages,
    changed: { added: [], changed: [], removed: [] },
    files: { isWhole: false, set: [], removed: [] },
    stats: {
      pages: 0,
      written: 0,
      unchanged: 0,
      removed: 0,
      bytesWritten: 0,
      tasksRun: 0,
      tasksReused: 0,
      ran: {},
      valuesRead: 0,
      phases: { load: 0, build: 0, write: 0 },
      parser: { name: '' },
    },
    out: posix.resolve(root, out),
    base,
  }
}
