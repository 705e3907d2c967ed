import { expect, test } from 'vitest'
import { markdownWith } from '../../test/markdown-with.js'
import { toContent } from '../pipeline/content.js'

async function html(body: string, trust: 'author' | 'data' = 'author'): Promise<string> {
  const { value } = await toContent(markdownWith({ highlight: false }), {
    path: 'a.md',
    body,
    trust,
    data: {},
  })
  return value?.pieces.join('') ?? ''
}

test.each(['author', 'data'] as const)('code and tables can be focused, of %s', async (trust) => {
  expect(await html('```\nx\n```\n\n| a |\n| - |\n| b |\n', trust)).toMatch(
    /<pre tabindex="0"><code>.*<table tabindex="0">/s,
  )
})

test('an author who says otherwise is right', async () => {
  expect(await html('<pre tabindex="-1">x</pre>')).toContain('<pre tabindex="-1">')
})

test('the box of a task is named by its text, not by what is nested below', async () => {
  const tight = await html('- [ ] buy *milk*\n  - [x] fresh\n')
  expect(tight).toContain('<label><input type="checkbox" disabled> buy <em>milk</em>\n</label><ul')
  expect(tight).toContain('<label><input type="checkbox" checked disabled> fresh</label>')
  const loose = await html('- [ ] one\n\n  more\n')
  expect(loose).toContain('<p><label><input type="checkbox" disabled> one</label></p>\n<p>more</p>')
})

test('other lists stay as they are', async () => {
  expect(await html('- one\n')).toBe('<ul>\n<li>one</li>\n</ul>')
})
