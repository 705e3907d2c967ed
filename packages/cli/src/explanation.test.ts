import type { NoExplanation, OutputExplanation, SourceExplanation } from '@blog-build/core'
import { expect, test } from 'vitest'
import { plainColors } from './colors.js'
import { explanationText, nothingText } from './explanation.js'

const options = { colors: plainColors, width: 60 }
const file = (name: string) => ({ kind: 'file', name })

const output: OutputExplanation = {
  kind: 'output',
  url: '/posts/a/',
  path: 'posts/a/index.html',
  owner: 'core',
  source: 'content/posts/a.md',
  latestBuild: 14,
  build: 12,
  since: 12,
  reason: 'changed',
  chain: [
    file('content/posts/a.md'),
    { kind: 'body', name: 'posts/a' },
    { kind: 'content', name: 'posts/a' },
    { kind: 'filled', name: 'posts/a' },
    { kind: 'html', name: '/posts/a/' },
  ],
  isChainBroken: false,
  reads: 9,
  restsOn: 41,
  newlyRead: [],
  withoutEffect: [],
  changedNow: [],
}

const text = (more: Partial<OutputExplanation> = {}) => explanationText({ ...output, ...more }, options)

test('an output: what changed, the chain in lines of the width, and why not since', () => {
  expect(text()).toBe(`/posts/a/  posts/a/index.html, from content/posts/a.md
  Made again by build 12 (the latest is 14): content/posts/a.md changed.
    file content/posts/a.md
    → body posts/a → content posts/a → filled posts/a
    → html /posts/a/
  Left alone since: none of the 41 things that it rests on changed.
  Nothing that it rests on has changed since the latest build.
`)
})

test('changes without effect, and changes that no build has seen', () => {
  const more = { withoutEffect: [file('b.md'), file('c.md')], changedNow: [file('a.md')] }
  expect(text(more)).toContain(
    '  Left alone since: b.md and c.md changed, but none of the 9 answers that it asked for.\n' +
      '  The next build may make it again: since the latest one, a.md changed.\n',
  )
})

test('a build to the same bytes, a new output, the first build', () => {
  expect(text({ build: 14, since: 12 })).toContain('It came out the same: its bytes are those of build 12.')
  expect(text({ build: 14, since: 14 })).not.toContain('came out the same')
  const more = { reason: 'new', chain: [{ kind: 'folder', name: '' }], newlyRead: [file('new.md')] } as const
  expect(text({ ...more, chain: [...more.chain], newlyRead: [...more.newlyRead] })).toContain(
    'Made for the first time by build 12 (the latest is 14): the list of files in the root changed.\n',
  )
  expect(text({ newlyRead: [file('new.md')] })).toContain('It was the first to read new.md.')
  const first = text({ reason: 'first', chain: [{ kind: 'html', name: '/posts/a/' }], build: 14 })
  expect(first).toContain('  Made by build 14, the latest: nothing was remembered before.\n')
  expect(first).not.toContain('html /posts/a/')
})

test('a chain of which the middle is not known any more says so', () => {
  expect(text({ isChainBroken: true })).toContain('    file content/posts/a.md\n    → … → body posts/a → ')
})

test.each([
  ['config', 'title', 'the configuration (title)'],
  ['layout', 'post', 'the layout post'],
  ['env', 'STAGE', 'the variable STAGE'],
  ['plugins', 'emit', 'the plugins that have emit'],
  ['folder', 'content', 'the list of files in content'],
  ['instant', '2026-01-01T00:00:00.000Z', 'the clock (whether 2026-01-01T00:00:00.000Z has passed)'],
  ['file', 'a\u001b[31m.md', 'a␛[31m.md'],
])('%s %s in words', (kind, name, words) => {
  expect(text({ changedNow: [{ kind, name }] })).toContain(`since the latest one, ${words} changed.`)
})

test('of many names a few are shown', () => {
  const many = Array.from({ length: 8 }, (_, at) => file(`${at}.md`))
  expect(text({ withoutEffect: many })).toContain(
    'since: 0.md, 1.md, 2.md, 3.md, 4.md and 3 more changed, but',
  )
})

const source: SourceExplanation = {
  kind: 'source',
  path: 'content/posts/a.md',
  isCode: false,
  state: 'same',
  latestBuild: 14,
  since: 12,
  isNew: false,
  readers: [{ kind: 'source', name: 'content/posts/a.md' }],
  outputs: [
    { url: '/posts/a/', path: 'posts/a/index.html', build: 12 },
    { url: '/', path: 'index.html', build: 14 },
  ],
  made: [{ url: '/posts/a/', path: 'posts/a/index.html', build: 12 }],
}

test('a source: since when, who reads it, what rests on it, what was made because of it', () => {
  expect(explanationText(source, options)).toBe(`content/posts/a.md
  It has not changed since the latest build.
  It last changed in build 12 (the latest is 14).
  Read by source content/posts/a.md.
  2 outputs rest on it: /posts/a/ and /.
  Because of it, build 12 made /posts/a/.
`)
})

test('a source that changed since, that is gone, or was never there; of code', () => {
  const say = (more: Partial<SourceExplanation>) => explanationText({ ...source, ...more }, options)
  expect(say({ state: 'changed' })).toContain('It has changed since the latest build')
  expect(say({ state: 'gone' })).toContain('It is gone since the latest build.')
  expect(say({ state: 'absent' })).toContain('There is no such file, and the latest build looked for it.')
  expect(say({ isNew: true, since: 1, made: [] })).toContain('Build 1 made everything')
  expect(say({ outputs: [], made: [] })).toContain('No output rests on it.')
  const code = say({ isCode: true, readers: [{ kind: 'layout', name: 'post' }] })
  expect(code).toContain("It is part of the site's code; what is made of that last changed in build 12")
  expect(code).toContain('Goes into layout post.')
})

test('nothing to tell, and what to do', () => {
  const none: NoExplanation = { kind: 'unknown', exists: false, near: [] }
  expect(nothingText({ ...none, kind: 'none' }, '/a/')).toContain('→ Run `blog-build` first.')
  expect(nothingText({ ...none, near: ['/a/', '/b/'] }, '/c/')).toBe(
    'error: The latest build made no output /c/, and read no such file.\n→ Did you mean /a/ or /b/?\n',
  )
  expect(nothingText({ ...none, exists: true }, 'x.txt')).toContain(
    'did not read x.txt, though there is such',
  )
})
