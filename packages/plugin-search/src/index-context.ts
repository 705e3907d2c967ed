/** What the tasks of the index ask: each other, the site, and functions that threads may run. */
import type { EmitContext } from '@blog-build/core/plugin'
import type { Functions } from './compute.js'
import type { Settings } from './options.js'
import type { Division } from './records/division.js'
import type { Document } from './records/document.js'
import type { Drawer } from './records/drawer.js'
import type { DrawerFiles, DrawerIndex } from './records/entry-file.js'
import type { Group } from './records/group.js'
import type { authorship } from './records/page.js'
import type { Record } from './records/record.js'

/** A part of a drawer, as the list of a group or as a file. */
export interface Part {
  drawer: number
  group: number
}

export interface ShardName {
  drawer: number
  bound: string
}

/** What is known of a group besides its terms. */
export type GroupFacts = Omit<Group, 'drawers'>

/** The tasks, as they ask each other. */
interface Tasks {
  documents(none: null): Promise<Document[]>
  division(none: null): Promise<Division>
  members(group: number): Promise<Document[]>
  page(document: Document): Promise<string | undefined>
  record(document: Document): Promise<Record | undefined>
  group(group: number): Promise<Group>
  part(part: Part): Promise<string>
  parted(group: number): Promise<null>
  facts(group: number): Promise<GroupFacts>
  drawer(drawer: number): Promise<Drawer>
  drawerIndex(drawer: number): Promise<DrawerIndex>
  shardList(shard: ShardName): Promise<string | undefined>
  shard(shard: ShardName): Promise<Uint8Array | undefined>
  shardHash(shard: ShardName): Promise<string>
  lexicon(drawer: number): Promise<string | undefined>
  drawerFiles(drawer: number): Promise<DrawerFiles>
  dates(none: null): Promise<Uint8Array>
  filters(none: null): Promise<string>
}

/** What they get. */
export type Context = EmitContext<{
  options: Settings
  requires: typeof authorship.optional
  tasks: object
  collections: unknown
}>

/** The tasks, with the types of their answers. */
export function own({ tasks }: Context): Tasks {
  return tasks as Tasks
}

/** Calls a function of `compute.ts`: in a thread where there is much to do. */
export function compute<Name extends keyof Functions>(
  context: Context,
  name: Name,
  parts: Parameters<Functions[Name]>[0],
): Promise<ReturnType<Functions[Name]>> {
  return context.compute(name, parts) as Promise<ReturnType<Functions[Name]>>
}
