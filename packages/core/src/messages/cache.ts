/** Messages about `.blog-build/`, the memory between builds. */
import { message } from '../messages.js'
import type { Message } from '../model.js'

/**
 * @param path Of the file that could not be written, relative to the project.
 * @param reason In plain words, for example `the disk is full`.
 */
export function cacheNotKept(path: string, reason: string): Message {
  return message(
    'info',
    'cache-not-kept',
    { path },
    `What this build worked out could not be kept for the next one: ${reason}.`,
    'The site itself is complete. Make room, or make the folder writable, so that the next build need not start over.',
  )
}

/** @param path Relative to the project. */
export function cacheNotCleared(path: string, reason: string): Message {
  return message(
    'error',
    'cache-not-cleared',
    { path },
    `${JSON.stringify(path)} could not be removed: ${reason}.`,
    'Remove the cause and run `blog-build cache clear` again.',
  )
}
