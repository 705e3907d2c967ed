import { optionProblems, testPlugin } from '@blog-build/core/testing'
import { expect, test } from 'vitest'
import { archive } from './archive.js'

const files = { 'content/posts/a.md': '# A' }

test('all entries have one page, which is planned again when their number changes', async () => {
  const built = await testPlugin(archive, { files })
  expect(built.messages).toEqual([])
  expect(built.pages).toEqual([
    {
      permalink: '/archive/',
      layout: 'archive',
      params: {},
      navigation: 'Archive',
      title: 'Archive',
      owner: 'archive',
    },
  ])
  const edited = await built.edit({ files: { 'content/posts/a.md': '# Another\n\nMore text.' } })
  expect(edited.ran).toEqual([])
  const more = await edited.edit({ files: { 'content/posts/b.md': '# B' } })
  expect(more.ran).toEqual(['pages'])
})

test('a site without listed entries has no archive', async () => {
  const built = await testPlugin(archive)
  expect(built.pages).toEqual([])
  const hidden = await built.edit({ files: { 'content/posts/a.md': '---\nunlisted: true\n---\n# A' } })
  expect(hidden.pages).toEqual([])
})

test('address and title are options', async () => {
  const built = await testPlugin(() => archive({ permalink: '/alle/', title: 'Alle' }), { files })
  expect(built.pages).toMatchObject([{ permalink: '/alle/', title: 'Alle' }])
  expect(Object.keys(built.outputs)).toEqual(['alle/index.html'])
})

test('a wrong option is refused', async () => {
  const [problem, ...others] = await optionProblems(archive({ permalink: 'archive' }))
  expect(others).toEqual([])
  expect(problem?.option).toBe('permalink')
  expect(problem?.message).toContain('it must be an address')
})
