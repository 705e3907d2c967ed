/** From entries to content, and from content to HTML with its addresses. */
import type { Content, EntryId, Outline, Result, Section, Slot } from '../model.js'
import { nearest } from '../nearest.js'
import { isPublishable, type PublishedAsset, toAsset } from './asset.js'
import { type ContentSource, toContent } from './content.js'
import type { BuildContext, BuildTask } from './context.js'
import { permalink, published, view } from './entry-tasks.js'
import { hookContext, urlOf } from './hook-context.js'
import { fill } from './html.js'
import { body, index, type Located, located } from './index-tasks.js'
import { recordOf } from './record-tasks.js'
import { pathOnDisk } from './spelling.js'

/** Knows nothing of other entries: reads its own body, and code. */
export const content: BuildTask<EntryId, Content | undefined> = {
  name: 'content',
  keep: 'memo',
  isOwn: true,
  async run(context, id) {
    const at = await context.get(located, id)
    const text = await context.get(body, id)
    if (!at || text === undefined || text === '') return { value: undefined, messages: [] }
    const input = { path: at.path, body: text, trust: at.trust, data: { id } }
    const { pool } = context.markdown()
    const made = pool && (await withMatter(context, at, input, async (one) => pool.convert(one)))
    // The stack of a thread may be shorter: what is too deep for it need not be so here.
    const isMade = made && !made.messages.some(({ rule }) => rule === 'markdown-overflow')
    if (isMade) return { value: made.value, messages: made.messages }
    return withMatter(context, at, input, (one) => toContentHere(context, one))
  },
}

type Converted = Result<Content | undefined> & { isMatterAsked: boolean }

/**
 * Where a plugin looks at the frontmatter, all begins again with it: so only those texts rest on it of which some
 * plugin wants to know, and elsewhere an edit of a title parses no Markdown.
 */
async function withMatter<C extends Converted | undefined>(
  context: BuildContext,
  at: Located,
  input: ContentSource,
  convert: (input: ContentSource) => Promise<C>,
): Promise<C> {
  const made = await convert(input)
  if (!made?.isMatterAsked) return made
  const { data } = (await recordOf(context, at)) ?? {}
  return convert({ ...input, matter: data ?? {} })
}

async function toContentHere(context: BuildContext, input: ContentSource): Promise<Converted> {
  let isMatterAsked = false
  const made = await toContent(context.markdown(), input, hookContext(context, undefined), () => {
    isMatterAsked = true
  })
  return { ...made, isMatterAsked }
}

const emptyOutline: Outline = { toc: [], ids: [], excerpt: '', words: 0 }

/** A firewall: most edits of a body leave its outline as it was. */
export const outline: BuildTask<EntryId, Outline> = {
  name: 'outline',
  isOwn: true,
  async run(context, id) {
    const found = await context.get(content, id)
    if (!found) return { value: emptyOutline, messages: [] }
    const { heading, toc, ids, excerpt, words } = found
    return {
      value: { ...(heading === undefined ? {} : { heading }), toc, ids, excerpt, words },
      messages: [],
    }
  },
}

export const sections: BuildTask<EntryId, Section[]> = {
  name: 'sections',
  isOwn: true,
  // The content has them.
  keep: 'hash',
  async run(context, id) {
    return { value: (await context.get(content, id))?.sections ?? [], messages: [] }
  },
}

/** The entry at a source path, which may lack its extension. */
export const target: BuildTask<string, { id: EntryId; path: string } | undefined> = {
  name: 'target',
  isOwn: true,
  async run(context, path) {
    const { byPath } = await context.get(index, null)
    for (const candidate of candidates(path.normalize('NFC'))) {
      const id = Object.hasOwn(byPath, candidate) ? byPath[candidate]?.[0] : undefined
      if (id !== undefined) return { value: { id, path: candidate }, messages: [] }
    }
    return { value: undefined, messages: [] }
  },
}

function candidates(path: string): string[] {
  const names = ['', '.md', '.markdown', '/index.md', '/index.markdown', '.yaml', '.yml', '.json']
  return names.map((name) => path + name)
}

/** A file under its published name. Whoever asks for it makes it part of the site. */
export const asset: BuildTask<string, PublishedAsset | undefined> = {
  name: 'asset',
  isOwn: true,
  async run(context, path) {
    if (!isPublishable(path)) return { value: undefined, messages: [] }
    const source = pathOnDisk(context, path)
    const { bytes } = context.file(source)
    return {
      value: bytes && { ...toAsset(source, bytes), ...(source === path ? {} : { source }) },
      messages: [],
    }
  },
}

/** Content as HTML with its addresses; `absolute` for feeds and other places without a page. */
export const filled: BuildTask<{ id: EntryId; absolute: boolean }, string> = {
  name: 'filled',
  keep: 'hash',
  isOwn: true,
  async run(context, { id, absolute }) {
    const found = (await context.get(published, id)) ? await context.get(content, id) : undefined
    if (!found) return { value: '', messages: [] }
    const texts = new Map<Slot, string>()
    for (const slot of found.slots) texts.set(slot, await fillSlot(context, id, slot, absolute))
    return { value: fill(found, (slot) => texts.get(slot) as string), messages: [] }
  },
}

async function fillSlot(context: BuildContext, id: EntryId, slot: Slot, absolute: boolean): Promise<string> {
  const origin = absolute ? (context.config('url') ?? '') : ''
  switch (slot.kind) {
    case 'link': {
      const address = await addressOfSource(context, slot.path)
      return escapeAttribute(address === undefined ? slot.href : origin + address + slot.suffix)
    }
    case 'site':
      return escapeAttribute(
        origin +
          urlOf(context, slot.path.normalize('NFC')).replace(/[?#]/g, encodeURIComponent) +
          slot.suffix,
      )
    case 'anchor': {
      const own = absolute ? await context.get(permalink, id) : undefined
      return escapeAttribute(`${own === undefined ? '' : origin + urlOf(context, own)}#${slot.hash}`)
    }
    case 'asset': {
      const found = await context.get(asset, slot.path)
      return escapeAttribute(found ? origin + urlOf(context, `/${found.path}`) + slot.suffix : slot.href)
    }
    case 'size': {
      const found = await context.get(asset, slot.path)
      return found?.width && found.height ? ` width="${found.width}" height="${found.height}"` : ''
    }
    case 'heading': {
      const title = (await context.get(view, { id, fields: [] }))?.title ?? ''
      return sameText(title, slot.text) ? '' : slot.html
    }
  }
}

/** The address of a source, or of a plain file that is linked without a source's extension. */
async function addressOfSource(context: BuildContext, path: string): Promise<string | undefined> {
  const found = await context.get(target, path)
  if (found) {
    if (!(await context.get(published, found.id))) return undefined
    const address = await context.get(permalink, found.id)
    return address === undefined ? undefined : urlOf(context, address)
  }
  const file = await context.get(asset, path)
  return file && urlOf(context, `/${file.path}`)
}

/** Ids of the entries that an entry links to, sorted. */
export const targets: BuildTask<EntryId, EntryId[]> = {
  name: 'targets',
  isOwn: true,
  async run(context, id) {
    const found = await context.get(content, id)
    const paths = new Set(found?.slots.flatMap((slot) => (slot.kind === 'link' ? [slot.path] : [])))
    const ids = await context.all(target, [...paths])
    const linked = new Set(ids.flatMap((one) => (one && one.id !== id ? [one.id] : [])))
    return { value: [...linked].sort(), messages: [] }
  },
}

/** A source path that looks like one that is not there. */
export const nearSource: BuildTask<string, string | undefined> = {
  name: 'near-source',
  isOwn: true,
  async run(context, path) {
    const { byPath } = await context.get(index, null)
    return { value: nearest(path, Object.keys(byPath)), messages: [] }
  },
}

function sameText(a: string, b: string): boolean {
  const normal = (text: string) => text.replace(/\s+/g, ' ').trim()
  return normal(a) === normal(b)
}

function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

export const contentTasks = [content, outline, sections, target, asset, filled, targets, nearSource] as const
