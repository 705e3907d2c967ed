/** The native parser, if it loads on this machine. */
import type { Root } from 'mdast'

/** Parses Markdown to mdast, with positions. */
export type ParseMarkdown = (text: string, gfm: boolean) => Root

/** The native parser, or why there is none. */
export type NativeParser = { parse: ParseMarkdown } | { failure: string }

/**
 * Loaded dynamically, because a platform without a binary must get a working (slower) product
 * instead of an import error.
 */
export const satteri: NativeParser = await load()

async function load(): Promise<NativeParser> {
  try {
    const { markdownToMdast } = await import('satteri')
    return {
      parse: (text, gfm) => markdownToMdast(text, { features: { gfm, frontmatter: false } }) as Root,
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { failure: reason.split('\n')[0] ?? '' }
  }
}
