/** A processor with the defaults of the configuration, for tests. */
import type { MarkdownConfig } from '../src/hooks/config.js'
import { createMarkdown, type Markdown, type MarkdownOptions } from '../src/markdown/processor.js'
import type { NativeParser } from '../src/markdown/satteri.js'

/** The defaults, changed where a test asks for it. */
export function markdownWith(
  options: Partial<MarkdownConfig> & Partial<Pick<MarkdownOptions, 'rehype' | 'remark'>> = {},
  native?: NativeParser,
): Markdown {
  const { remark = [], rehype = [], ...rest } = options
  const config: MarkdownConfig = {
    parser: 'auto',
    gfm: true,
    highlight: true,
    remark: [],
    rehype: [],
    limits: { size: 2_000_000, depth: 100, cells: 20_000 },
    ...rest,
  }
  return createMarkdown({ config, remark: remark as never, rehype: rehype as never }, native)
}
