import type { Plugin } from '@blog-build/core/plugin'
import { type TestBuild, type TestWorld, testPlugin } from '@blog-build/core/testing'

/** The HTML of one text, `content/posts/a.md`, as a plugin lets it be; without one, as core does. */
export function htmlOf(
  plugin: Plugin | (() => Plugin) | undefined,
  body: string,
  { files, ...world }: TestWorld = {},
): Promise<TestBuild<string>> {
  return testPlugin(plugin ?? { name: 'nothing' }, {
    files: { 'content/posts/a.md': body, ...files },
    ...world,
    ask: (context) => context.html('posts/a'),
  })
}
