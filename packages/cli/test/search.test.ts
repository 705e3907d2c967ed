// `blog-build search` as a user runs it: what the content is now is found, and nothing is published.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { command, put, siteOf } from './command.js'

const post = (title: string, body: string, tag = 'x') =>
  `---\ntitle: ${title}\ndate: 2024-01-31\ntags: [${tag}]\n---\n\n${body}\n`
const config = (more = '') =>
  `import { search } from '@blog-build/plugin-search'\nexport default { plugins: [search()${more}] }\n`
const site = {
  'blog.config.ts': config(),
  'bread.md': post('Bread', '## Sourdough\n\nFlour, water and a starter that is fed each morning.'),
  'soup.md': post('Soup', 'Water, leek and potatoes, simmered slowly.', 'y'),
  'über.md': post('Über Brot', 'Mehl und Wasser.'),
}

test('finds pages and sections, by what the files hold now', async () => {
  const folder = siteOf(site)
  const first = await command(folder, ['search', 'sourdough starter'])
  expect(first).toMatchObject({ code: 0, err: '' })
  expect(first.out).toContain('1 Bread\n  /posts/bread/  2024-01-31\n')
  expect(first.out).toContain('/posts/bread/#sourdough')
  expect(existsSync(join(folder, 'dist'))).toBe(false)
  put(folder, 'soup.md', post('Soup', 'Water, a sourdough starter and leek.'))
  const { out } = await command(folder, ['search', 'sourdough starter', '--json'])
  expect(JSON.parse(out)).toMatchObject({ status: 'found', total: 2 })
  const dated = await command(folder, ['search', 'water', '--filter', 'tags=x', '--base', '/blog/', '--json'])
  const { hits } = JSON.parse(dated.out) as { hits: { url: string }[] }
  expect(hits.map(({ url }) => url).sort()).toEqual(['/blog/posts/bread/', '/blog/posts/soup/'])
})

test('nothing found: code 1; no such field, no plugin: code 2, and what to write', async () => {
  const folder = siteOf(site)
  expect(await command(folder, ['search', 'zzzzqqqq'])).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('Nothing was found for "zzzzqqqq".'),
  })
  const filtered = await command(folder, ['search', 'water', '--filter', 'tag=x'])
  expect(filtered).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Did you mean tags?') })
  const bare = await command(siteOf({ 'a.md': post('A', 'Text.') }), ['search', 'text'])
  expect(bare).toMatchObject({ code: 2, out: '' })
  expect(bare.err).toContain('the plugin `search` is not in its configuration')
  expect(bare.err).toContain("import { search } from '@blog-build/plugin-search'")
})

test('errors of content and configuration are told: codes 1 and 2', async () => {
  const content = await command(siteOf({ ...site, 'bad.md': post('Bad', '[x](./nowhere.md)') }), [
    'search',
    'bread',
  ])
  expect(content).toMatchObject({ code: 1, out: '', err: expect.stringContaining('link-missing') })
  const wrong = siteOf({ ...site, 'blog.config.ts': 'export default { titel: 1 }\n' })
  expect(await command(wrong, ['search', 'bread'])).toMatchObject({ code: 2, out: '' })
})

test('code that never ends is ended and named', async () => {
  const looping = config(", { name: 'probe', emit: () => { for (;;); } }")
  const { code, err } = await command(siteOf({ ...site, 'blog.config.ts': looping }), [
    'search',
    'bread',
    '--timeout',
    '1',
  ])
  expect(err).toContain('Plugin `probe`, in its hook `emit`,')
  expect(code).toBe(1)
})

test('queries are drafted, measured and compared', async () => {
  const folder = siteOf(site)
  expect(await command(folder, ['search', 'eval'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('--seed'),
  })
  expect(await command(folder, ['search', 'eval', '--seed'])).toMatchObject({ code: 0, err: '' })
  expect(await command(folder, ['search', 'eval'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('is a draft that nobody has judged'),
  })
  const file = join(folder, 'search.queries.yml')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^.*\n/, ''))
  const measured = await command(folder, ['search', 'eval', '--baseline', 'quality.json', '--update'])
  expect(measured).toMatchObject({ code: 0, err: '' })
  expect(measured.out).toMatch(/nDCG@10 +\d\.\d{3}\n/)
  expect(await command(folder, ['search', 'eval', '--seed'])).toMatchObject({ code: 2 })
  // The page of the best answer is gone.
  put(folder, 'bread.md', post('Nothing', 'Nothing at all.').replace('date', 'draft: true\ndate'))
  const { code, out, err } = await command(folder, ['search', 'eval', '--baseline', 'quality.json'])
  expect(code).toBe(1)
  expect(out).toContain('Not found any more: "bread"')
  expect(err).toContain('warning: The site has no page "/posts/bread/"')
})
