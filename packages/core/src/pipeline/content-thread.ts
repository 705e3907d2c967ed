/** A thread that makes content: the module that runs in it. */
import { serve } from '../host/thread.js'
import { createMarkdown, type MarkdownOptions } from '../markdown/processor.js'
import { type ContentSource, toContent } from './content.js'

/** What all threads are given: Markdown without plugins of others, so that it is plain data. */
export type ContentThreadData = Pick<MarkdownOptions, 'config' | 'cwd'>

serve<ContentThreadData, ContentSource>(({ config, cwd }) => {
  const markdown = createMarkdown({ config, remark: [], rehype: [], ...(cwd === undefined ? {} : { cwd }) })
  return (source) => toContent(markdown, source)
})
