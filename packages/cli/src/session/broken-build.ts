/** What is said of a build whose thread ended: nothing changed that anybody needs to know. */
import { type Build, type Message, refusedBuild, type SiteOptions } from '@blog-build/core'

/** A build with errors in code, as far as its reader can tell. */
export function brokenBuild(site: SiteOptions, messages: Message[]): Build {
  return refusedBuild(site, 'config', messages, 0)
}
