/**
 * The whole build graph. What each task asks for is recorded when it asks; this is how they lean on
 * each other, from files to outputs:
 *
 *   virtual-sources ─▶ sources ─▶ index ─▶ located
 *                        │          ▲         │
 *                     records ──▶ keys     entry ─▶ published, permalink ─▶ view
 *                        │                   ▲                               │
 *                           (rows) record ───┤                               │
 *                                            ▼                               │
 *                      body ─▶ content ─▶ outline, sections, targets         │
 *                                 │                                          ▼
 *                              filled ◀── target, asset      members ─▶ order ─▶ groups ─▶ group
 *                                 │                                       │
 *                                 │              query, count, terms, term, neighbours, backlinks
 *                                 │                                       │
 *                                 │          pages-of-entries ─▶ pages ◀──┤  (hook pages)
 *                                 ▼                                │      │
 *                               html ◀── props ◀── (layout) ◀──────┘      │
 *                                 │       head ◀── (hook head) ◀──────────┤
 *                                 ▼                                       │
 *   public-files ─▶ outputs (of pages and of plugins by shard; others) ◀── emitted ◀── (hook emit)
 *                      │
 *                      ▼
 *                    site ◀── checked (links, anchors, assets, references), rules (hook check) ◀── site-files
 */
import type { Task } from '../engine/task.js'
import { checkTasks } from './check-tasks.js'
import { asset, contentTasks, filled, outline, sections } from './content-tasks.js'
import type { BuildContext } from './context.js'
import { entryTasks, published, view } from './entry-tasks.js'
import { fileTasks, siteFiles } from './file-tasks.js'
import type { asked } from './hook-context.js'
import { htmlTasks } from './html-tasks.js'
import { indexTasks } from './index-tasks.js'
import { outputTasks } from './output-tasks.js'
import { pages, pageTasks } from './page-tasks.js'
import { generated, pluginTask, pluginTasks } from './plugin-tasks.js'
import { recordTasks } from './record-tasks.js'
import { backlinks, count, neighbours, query, siteTasks, term, terms } from './site-tasks.js'
import { sourceTasks } from './source-tasks.js'

/** Every task of a build. */
export const tasks = [
  ...sourceTasks,
  ...recordTasks,
  ...indexTasks,
  ...entryTasks,
  ...contentTasks,
  ...siteTasks,
  ...pageTasks,
  ...htmlTasks,
  ...pluginTasks,
  ...fileTasks,
  ...checkTasks,
  ...outputTasks,
] as unknown as readonly Task<never, unknown, BuildContext>[]

// What contexts refer to by name has the types of the tasks of that name.
void ({
  query,
  count,
  view,
  published,
  terms,
  term,
  neighbours,
  backlinks,
  outline,
  sections,
  asset,
  generated,
  filled,
  pages,
  siteFiles,
  pluginTask,
} satisfies typeof asked)

export { asset } from './content-tasks.js'
export { bytesOfEmitted, emitted, emittedOutputs } from './file-tasks.js'
export { html } from './html-tasks.js'
export { index } from './index-tasks.js'
export { otherOutputs, pageOutputs, site } from './output-tasks.js'
export { pages } from './page-tasks.js'
