import { optionProblems, testPlugin, testPluginLaws } from '@blog-build/core/testing'
import { expect, test } from 'vitest'
import { glossary } from './glossary'

const files = {
  'glossary.txt': 'hydration: water by flour\nlevain: living dough\n',
  'content/posts/a.md': '# A\n\nHydration, and `hydration`, and hydration.',
  'content/posts/b.md': '# B\n\nA levain.',
}

test('the first use of a word tells what it means; code is left alone', async () => {
  const { page } = await testPlugin(glossary, { files })
  expect(page('/posts/a/')?.html).toContain(
    '<p><abbr title="water by flour">Hydration</abbr>, and <code>hydration</code>, and hydration.</p>',
  )
})

test('each word is told with the entries that use it; an edit searches one entry only', async () => {
  const built = await testPlugin(glossary, { files })
  const words = (text = '') =>
    JSON.parse(text).map(({ word, entries }: { word: string; entries: { url: string }[] }) => [
      word,
      ...entries.map(({ url }) => url),
    ])
  expect(words(built.outputs['glossary.json'])).toEqual([
    ['hydration', '/posts/a/'],
    ['levain', '/posts/b/'],
  ])

  const next = await built.edit({ files: { 'content/posts/b.md': '# B\n\nNo levain, little hydration.' } })
  expect(words(next.outputs['glossary.json'])).toEqual([
    ['hydration', '/posts/a/', '/posts/b/'],
    ['levain', '/posts/b/'],
  ])
  expect(next.ran).toEqual(['check', 'emit', 'rehype content/posts/b.md', 'tasks.used posts/b'])
})

test('a word that nobody uses is a warning, a list that is not there an error', async () => {
  const built = await testPlugin(glossary, { files: { ...files, 'content/posts/b.md': '# B' } })
  expect(built.messages.map(({ rule, text }) => [rule, text])).toEqual([
    ['glossary-unused', 'No entry uses the word "levain".'],
  ])
  const next = await built.edit({ files: { 'glossary.txt': undefined } })
  expect(next.status).toBe('content')
  expect(next.messages.map(({ rule }) => rule)).toEqual(['glossary-missing'])
})

test('wrong options are told before anything runs', async () => {
  expect(await optionProblems(glossary({ path: 'glossary.html' }))).toMatchObject([{ option: 'path' }])
  expect(await optionProblems(glossary({ path: 'words.json' }))).toEqual([])
})

test('whatever is edited, a build is what a clean one is', async () => {
  const edits = ['gamma: a letter', 'post: what this is'].map((line) => ({ files: { 'glossary.txt': line } }))
  const { ran } = await testPluginLaws(glossary, { files: { 'glossary.txt': '' }, edits })
  for (const hook of ['emit', 'check', 'tasks.used']) expect(ran[hook], hook).toBeGreaterThan(0)
}, 60_000)
