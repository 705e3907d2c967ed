/** What `lastModified` says. */
import type { PluginMessage } from '@blog-build/core/plugin'

/** The history of the repository is cut off, so that nobody knows when a file was changed. */
export const gitShallow = (): PluginMessage => ({
  rule: 'git-shallow',
  severity: 'info',
  text: 'The repository has only a part of its history, so no dates of last changes are taken from it.',
  remedy: 'Fetch all of it: `git fetch --unshallow`, or in GitHub Actions `fetch-depth: 0`.',
})

/** There is a repository, and git does not tell its history. */
export const gitFailed = (reason: string): PluginMessage => ({
  rule: 'git-failed',
  severity: 'info',
  text: `Git does not tell when files were changed: ${reason}`,
  remedy: 'Try `git log` in the folder of the project, and mend what it says.',
})
