/** Which site a server shows after a build. */
import { type Build, readPublished, type SiteOptions } from '@blog-build/core'
import type { ShownSite } from './server/server.js'

/**
 * With errors in the configuration it is the last good site: that of an earlier process, if there was none in this.
 *
 * @param shown What is shown so far.
 */
export function siteToShow(
  build: Build,
  shown: ShownSite | undefined,
  { root, out, base }: SiteOptions,
): ShownSite | undefined {
  if (build.status !== 'config') return { folder: build.out, base: build.base, files: build.files }
  if (shown) return { ...shown, files: { isWhole: false, set: [], removed: [] } }
  const last = readPublished({
    root,
    ...(out === undefined ? {} : { out }),
    ...(base === undefined ? {} : { base }),
  })
  if (!('files' in last)) return undefined
  return { folder: last.folder, base: last.base, files: { isWhole: true, set: last.files, removed: [] } }
}
