/** Which layouts there are, and what becomes of their modules once they ran. */
import { posix } from 'node:path'
import { encode, hashOf } from '../engine/codec.js'
import type { LayoutModule } from '../hooks/layout.js'
import { layoutBadProps, layoutNoComponent, layoutThrew, layoutTwice } from '../messages/config.js'
import type { Where } from '../messages.js'
import type { FolderItem, Message } from '../model.js'
import type { Bundle, Contents } from './bundle.js'
import { reasonOfError } from './code-messages.js'
import { type CodeFile, shownPath } from './files.js'
import type { Running } from './running.js'

/** A layout that is ready to render. */
export interface LoadedLayout {
  module: LayoutModule
  /** Changes when the code that the layout consists of does. */
  hash: string
  /** Relative to the root, or `@theme/post.tsx`. */
  path: string
}

/** The files of a layout: the one that counts, and the theme's that it replaces. */
export interface LayoutFiles {
  file: CodeFile
  original?: CodeFile
}

/** Layouts by name, from the listings of both folders; names with `_` or `.` in front are left out. */
export function findLayouts(
  own: readonly FolderItem[],
  theme: readonly FolderItem[],
): { layouts: Map<string, LayoutFiles>; messages: Message[] } {
  const layouts = new Map<string, LayoutFiles>()
  const messages: Message[] = []
  for (const [name, path] of layoutsIn(theme)) layouts.set(name, { file: { space: 'theme', path } })
  for (const [name, base] of layoutsIn(own)) {
    const file: CodeFile = { space: 'site', path: posix.join('layouts', base) }
    const before = layouts.get(name)
    if (before?.file.space === 'site') messages.push(layoutTwice({ path: file.path }, before.file.path))
    else layouts.set(name, before ? { file, original: before.file } : { file })
  }
  const sorted = [...layouts].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return { layouts: new Map(sorted), messages }
}

/** Names of a layout's modules in the bundle. */
export const layoutEntry = (name: string): string => `layout ${name}`
export const originalEntry = (name: string): string => `original ${name}`

/** Evaluates layouts; one that fails is left out, with a message. */
export async function runLayouts(
  layouts: ReadonlyMap<string, LayoutFiles>,
  bundle: Bundle,
  running: Running,
  whereOf: (thrown: unknown) => Where,
): Promise<{
  layouts: Map<string, Omit<LoadedLayout, 'hash'> & { contents: Contents[] }>
  messages: Message[]
}> {
  const loaded = new Map<string, Omit<LoadedLayout, 'hash'> & { contents: Contents[] }>()
  const messages: Message[] = []
  for (const [name, { file, original }] of layouts) {
    const path = shownPath(file)
    try {
      const own = await running.load(layoutEntry(name))
      // A replacement that asks for nothing itself shows what the original asks for.
      const isHeir = original !== undefined && own.props === undefined
      const { props } = isHeir ? await running.load(originalEntry(name)) : own
      const problem = problemOf(name, path, own.default, props)
      if (problem) messages.push(problem)
      else {
        const module = { default: own.default, ...(props === undefined ? {} : { props }) } as LayoutModule
        const contents = [file, ...(isHeir ? [original] : [])].map((each) => bundle.contents(each))
        loaded.set(name, { module, path, contents })
      }
    } catch (error) {
      messages.push(layoutThrew({ path, ...whereOf(error) }, name, reasonOfError(error)))
    }
  }
  return { layouts: loaded, messages }
}

/** Hash of what code consists of; `extra` is what else its result depends on. */
export function hashOfContents(contents: readonly Contents[], extra: unknown): string {
  return hashOf(encode([contents, extra]))
}

function layoutsIn(items: readonly FolderItem[]): [name: string, path: string][] {
  return items.flatMap(({ name, kind }) => {
    const match = /^([^._][^.]*)\.[tj]sx$/.exec(name)
    return match?.[1] !== undefined && kind === 'file' ? [[match[1], name] as [string, string]] : []
  })
}

function problemOf(name: string, path: string, component: unknown, props: unknown): Message | undefined {
  if (typeof component !== 'function') return layoutNoComponent({ path }, name)
  return props === undefined || typeof props === 'function' ? undefined : layoutBadProps({ path }, name)
}
