/** The fifteen plugins: each does its work, and a build after an edit is that of a clean one, wherever the site lies. */
import { afterEach, describe, expect, test } from 'vitest'
import { fifteen, type PluginCase } from './fifteen.js'
import { type Built, diskSite, memorySite, type TestSite } from './site.js'

const page = 'posts/a/index.html'
const sites: TestSite[] = []
afterEach(() => {
  for (const site of sites.splice(0)) site.end()
})

const post = (text: string) => `---\ntitle: A\ndate: 2024-01-01\n---\n\n${text}\n`

/** A configuration as an author writes it. */
const configOf = ({ imports = '', config }: PluginCase, ...more: string[]) =>
  `${imports}\nexport default { markdown: { ${[config, ...more].join(', ')} } }\n`

function filesOf(one: PluginCase, config: string): Record<string, string> {
  return {
    ...one.files,
    'blog.config.ts': config,
    'content/posts/a.md': post(one.text),
    'content/posts/other.md': '---\ntitle: Other\ndate: 2024-01-02\n---\n\nOther text.\n',
  }
}

function opened(make: typeof memorySite, one: PluginCase, config = configOf(one)): TestSite {
  const site = make(filesOf(one, config))
  sites.push(site)
  return site
}

/** What must be equal to that of a clean build. */
const seen = ({ files, messages }: Built) => ({ files, messages })

async function editedAsClean(site: TestSite, { edits, shows, text }: PluginCase): Promise<void> {
  const first = await site.build()
  expect(first.files.get(page)).toMatch(shows)
  expect(first.messages).toEqual([])
  for (const edit of [...edits, text]) {
    site.write('content/posts/a.md', post(edit))
    const edited = await site.build()
    expect(edited.changed, edit).toEqual(['/posts/a/'])
    expect(seen(edited), edit).toEqual(seen(await site.clean()))
  }
  expect(seen(await site.build())).toEqual(seen(first))
}

describe.each(fifteen)('$name', (one) => {
  const { needsDisk = false, syntax = false } = one

  test('does what nothing does without it', async () => {
    const make = needsDisk ? diskSite : memorySite
    const site = opened(make, one)
    expect((await site.build()).files.get(page)).toMatch(one.shows)
    const without = opened(make, one, configOf({ ...one, config: one.without ?? '' }))
    expect((await without.build()).files.get(page)).not.toMatch(one.shows)
  })

  test('chooses the parser that it needs, and gives the same with remark-parse', async () => {
    const make = needsDisk ? diskSite : memorySite
    const own = await opened(make, one).build()
    expect(own.stats.parser.name).toBe(syntax ? 'remark' : 'satteri')
    if (syntax) expect(own.stats.parser.fallback).toContain(one.syntax)
    const asked = await opened(make, one, configOf(one, "parser: 'remark'")).build()
    expect(asked.stats.parser).toEqual({ name: 'remark' })
    expect(seen(asked)).toEqual(seen(own))
  })

  test.skipIf(needsDisk)('edited in a world that is a map', async () => {
    await editedAsClean(opened(memorySite, one), one)
  })

  test('edited on the disk, with packages of the project', async () => {
    await editedAsClean(opened(diskSite, one), one)
  })
})
