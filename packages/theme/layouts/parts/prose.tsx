import type { Html } from '@blog-build/core/layout'

/** The content of an entry; nothing for entries without text. */
export function Prose({ content }: { content: Html | undefined }) {
  return content?.__html ? <div class="prose" dangerouslySetInnerHTML={content} /> : null
}
