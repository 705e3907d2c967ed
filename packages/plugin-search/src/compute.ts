/** What threads do for the index: functions of nothing but what they are given. */
import { type Drawer, toDrawer, toShardFile } from './records/drawer.js'
import { type Group, type Member, toGroup } from './records/group.js'
import { type FieldWeights, type FilterEntry, type Record, toRecord } from './records/record.js'
import { wordsOf } from './terms/words-of.js'

/** What a record is made of. */
export interface RecordParts {
  /** Its file: a text is sent, and hashed, for less than what stands in it. */
  page: string
  filters: FilterEntry[]
  /** BCP 47; words are brought to their stems by it. */
  language: string
  weights: FieldWeights
}

/** The functions, as tasks call them by `compute` of `index-context.ts`. */
export interface Functions {
  record(parts: RecordParts): Record
  group(parts: { members: Member[]; drawers: number }): Group
  drawer(parts: { lists: string[]; documents: number }): Drawer
  shard(list: string): Uint8Array
}

/** The record of a document. */
export async function record({ page, filters, language, weights }: RecordParts): Promise<Record> {
  return toRecord(page, filters, await wordsOf(language), weights)
}

/** See `toGroup`. */
export function group({ members, drawers }: Parameters<Functions['group']>[0]): Group {
  return toGroup(members, drawers)
}

/** See `toDrawer`. */
export function drawer({ lists, documents }: Parameters<Functions['drawer']>[0]): Drawer {
  return toDrawer(lists, documents)
}

/** See `toShardFile`. */
export const shard = toShardFile
