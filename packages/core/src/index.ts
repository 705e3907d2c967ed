/** The door for programs that build sites. */

// Building: a site, and what its builds tell.
export { createSite } from './build.js'
// The memory between builds, from outside.
export { type CacheInfo, type ClearedCache, cacheInfo, clearCache } from './cache.js'
export type {
  Explanation,
  NoExplanation,
  Noun,
  OutputExplanation,
  OutputRef,
  SourceExplanation,
} from './explain/explanation.js'
// Whose code began what runs now.
export type { Handover } from './handover.js'
export type { Activity, OnActivity } from './hooks/activity.js'
export type {
  CollectionConfig,
  Config,
  Limits,
  MarkdownConfig,
  MarkdownModule,
  MarkdownPlugin,
  NavigationItem,
  UserConfig,
} from './hooks/config.js'
export { originOf } from './hooks/guard.js'
export type { CollectionData } from './hooks/register.js'
export { HostError } from './host/error.js'
// The world and the memory of a site, to be put in by those who embed it.
export { createMemoryHost, type MemoryHost } from './host/memory.js'
export { createNodeHost } from './host/node.js'
export { endCompiler } from './load/compiler.js'
// Configuration: `blog.config.ts` and the schemas in it.
export { defineConfig } from './load/define-config.js'
export { reference } from './load/reference.js'
export { pluginBrokeOff, pluginStuck } from './messages/plugin.js'
export { messageUrl } from './messages/rules.js'
// The nouns, as they appear in results.
export type {
  BuildResult,
  Entry,
  EntryId,
  EntryView,
  FileStat,
  FolderItem,
  Host,
  Message,
  Meta,
  Output,
  Page,
  Permalink,
  Place,
  Query,
  Store,
} from './model.js'
// Watching: what drives a site while its author writes, what builds for it, and what a thread that was ended leaves.
export { refusedBuild } from './outcome.js'
// What the plugins of a site are, for those who look at their order.
export type { PluginList, PluginSummary } from './plugin-list.js'
export type { FilesChange, PublishedFile } from './publish/published.js'
// What builds have published, for those who serve it.
export { type PublishedSite, type ReadPublishedOptions, readPublished } from './read-published.js'
export type { Build, BuildRequest, BuildStats, Progress, Site, SiteOptions, Theme } from './site-options.js'
export { createMemoryStore } from './store/memory.js'
// The promise, checked: is what is remembered what a build from nothing gives?
export { openSide } from './verify/open-side.js'
export type {
  Fingerprint,
  FolderFound,
  RoundRead,
  Side,
  SideFile,
  SideNode,
  SideOptions,
} from './verify/side.js'
export { type Sides, type Verification, type VerifiedDifference, verifySides } from './verify/verify.js'
export { verifySite } from './verify/verify-site.js'
export { releaseThread } from './watch/ended-thread.js'
export type { Watch, WatchNotice, WatchOptions } from './watch/options.js'
export type { SessionBuild, WatchSession } from './watch/session.js'
export { watchSite } from './watch/watch.js'
