/**
 * The whole build graph. What each task asks for is recorded when it asks; this is how they lean on
 * each other, from files to outputs:
 *
 *   virtual-sources ─▶ sources ─▶ index ─▶ located
 *                        │          ▲         │
 *                     records ──▶ keys     entry ─▶ published, permalink ─▶ view
 *                        │                                                   │
 *                      body ─▶ content ─▶ outline, sections, targets         │
 *                                 │                                          ▼
 *                              filled ◀── target, asset      members ─▶ order ─▶ groups ─▶ group
 *                                 │                                       │
 *                                 │              query, count, terms, neighbours, backlinks
 *                                 │                                       │
 *                                 │          pages-of-entries ─▶ pages ◀──┤  (hook pages)
 *                                 ▼                                │      │
 *                               html ◀── props ◀── (layout) ◀──────┘      │
 *                                 │       head ◀── (hook head) ◀──────────┤
 *                                 ▼                                       │
 *   public-files ─▶ outputs ◀── emitted-files ◀── emitted ◀── (hook emit) ┘
 *                      │
 *                      ▼
 *                    site ◀── checked (links, anchors, assets, references), rules (hook check)
 */
import type { Task } from '../engine/task.js'
import { contentTasks } from './content-tasks.js'
import type { BuildContext } from './context.js'
import { entryTasks } from './entry-tasks.js'
import { outputTasks } from './output-tasks.js'
import { pageTasks } from './page-tasks.js'
import { siteTasks } from './site-tasks.js'

/** Every task of a build. */
export const tasks = [
  ...entryTasks,
  ...contentTasks,
  ...siteTasks,
  ...pageTasks,
  ...outputTasks,
] as unknown as readonly Task<never, unknown, BuildContext>[]

export { asset } from './content-tasks.js'
export { index } from './entry-tasks.js'
export { bytesOfEmitted, emitted, site } from './output-tasks.js'
export { html, pages } from './page-tasks.js'
