/** What is said of a watch itself. */
import { message } from '../messages.js'
import type { Message } from '../model.js'

/** @param reason In plain words, for example `the limit of watches is reached`. */
export function watchLimit(reason: string): Message {
  return message(
    'warning',
    'watch-limit',
    {},
    `The system watches no more folders: ${reason}. The site is looked at every second instead.`,
    'Changes are seen a little later. On Linux, raise the limits `fs.inotify.max_user_watches` and `fs.inotify.max_user_instances`, or end other programs that watch folders, and start again.',
  )
}

/** Events do not come. */
export function watchSilent(): Message {
  return message(
    'warning',
    'watch-silent',
    {},
    'This folder lies on a file system that does not tell of changes. The site is looked at every second instead.',
    'Changes are seen a little later. Folders that are shared with a virtual machine or over a network are often so: keep the site on a disk of the machine that watches it.',
  )
}
