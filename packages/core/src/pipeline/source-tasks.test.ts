import { describe, expect, test } from 'vitest'
import { createSite } from '../build.js'
import type { Plugin } from '../hooks/hook.js'
import { HostError } from '../host/error.js'
import { createMemoryHost } from '../host/memory.js'
import type { FolderItem, Host } from '../model.js'

const root = '/site'

async function build(files: Record<string, string>, change: (host: Host) => Host = (host) => host) {
  const placed = Object.entries(files).map(([path, body]) => [`${root}/${path}`, body])
  const site = createSite({ root, host: change(createMemoryHost(Object.fromEntries(placed))), write: false })
  const { messages, outputs } = await site.build()
  return { messages, paths: outputs.map(({ path }) => path) }
}

/** Replaces what one folder holds; an error stands for a folder that can't be listed. */
function listing(path: string, items: FolderItem[] | HostError) {
  return (host: Host): Host => ({
    ...host,
    list(folder) {
      if (folder !== `${root}/${path}`) return host.list(folder)
      if (items instanceof HostError) throw items
      return items
    },
  })
}

test('a README is content where only files of other tools lie beside it', async () => {
  const { paths } = await build({ 'README.md': '# Hi', 'package.json': '{}', 'data.yaml': 'a: 1' })
  expect(paths).toEqual(['posts/readme/index.html'])
})

test('a README beside content is left out', async () => {
  expect((await build({ 'README.md': '# Hi', 'a.md': '# A' })).paths).toEqual(['posts/a/index.html'])
  expect((await build({ 'README.md': '# Hi', 'notes/a.md': '# A' })).paths).toEqual(['notes/a/index.html'])
})

test.each(['content/posts/secret', 'public/secret'])(
  'a folder that can not be read is told: %s',
  async (path) => {
    const files = { 'content/posts/a.md': '# A', [`${path}/b.md`]: '# B' }
    const { messages } = await build(files, listing(path, new HostError(`${root}/${path}`, 'EACCES')))
    expect(messages).toMatchObject([{ rule: 'source-unreadable', severity: 'error', path }])
    expect(messages[0]?.text).toBe("This folder can't be read: permission denied.")
  },
)

test.each(['content/posts', 'public'])('what only looks like a file is told, in %s', async (folder) => {
  const items: FolderItem[] = [
    { name: 'broken.md', kind: 'other', target: 'nowhere.md' },
    { name: 'out.md', kind: 'outside', target: '/elsewhere/out.md' },
    { name: 'pipe.md', kind: 'other' },
  ]
  const files = { 'content/notes/a.md': '# A', [`${folder}/x.txt`]: '' }
  const { messages } = await build(files, listing(folder, items))
  expect(messages).toMatchObject([
    { rule: 'source-unreadable', path: `${folder}/broken.md` },
    { rule: 'source-outside', path: `${folder}/out.md` },
    { rule: 'source-unreadable', path: `${folder}/pipe.md` },
  ])
})

test('an escaped base is not escaped once more', async () => {
  const files = { 'content/posts/ä.md': '# A', 'content/posts/b.md': '[a](ä.md)' }
  const placed = Object.entries(files).map(([path, body]) => [`${root}/${path}`, body])
  const host = createMemoryHost(Object.fromEntries(placed))
  const site = createSite({ root, host, base: '/ö/', write: false })
  await site.build()
  const html = new TextDecoder().decode(await site.read('posts/b/index.html'))
  expect(html).toContain('href="/%C3%B6/posts/%C3%A4/"')
})

test('an address in the navigation may be escaped or not', async () => {
  const navigation = [
    { text: 'A', href: '/posts/%C3%A4/' },
    { text: 'B', href: '/posts/ä/?q=%26' },
  ]
  const layout = `export default ({ site }) => site.navigation.map(({ href }) => <a href={href} />)`
  const host = createMemoryHost({
    [`${root}/content/posts/ä.md`]: '# A',
    [`${root}/layouts/post.tsx`]: layout,
  })
  const site = createSite({ root, host, config: { navigation }, write: false })
  await site.build()
  const html = new TextDecoder().decode(await site.read('posts/ä/index.html'))
  expect(html).toContain('<a href="/posts/%C3%A4/"></a><a href="/posts/%C3%A4/?q=%26"></a>')
})

test('in a bare folder the data files of other tools are not looked into', async () => {
  const { messages } = await build({ 'a.md': '# A', 'tsconfig.json': '{ // comments\n  "a": [ }' })
  expect(messages).toEqual([])
})

test('what `load` tells is of the plugin and the source, and its records stay', async () => {
  const load: Plugin = {
    name: 'rows',
    load: async (context, { path, text, isLossy }) => {
      if (!path.endsWith('.rows')) return undefined
      const bytes = isLossy ? await context.readBytes(path) : undefined
      const title = bytes === undefined ? text : new TextDecoder('latin1').decode(bytes)
      const said = { rule: 'rows-odd', severity: 'warning' as const, text: 'Odd.' }
      return { records: [{ data: { title }, body: '', places: {} }], messages: [said] }
    },
  }
  const host = createMemoryHost({ [`${root}/content/posts/a.rows`]: Uint8Array.of(0x61, 0xe4) })
  const site = createSite({ root, host, write: false, config: { plugins: [load] } })
  const { messages } = await site.build()
  expect(messages).toEqual([
    { rule: 'rows-odd', severity: 'warning', text: 'Odd.', path: 'content/posts/a.rows', plugin: 'rows' },
  ])
  expect(new TextDecoder().decode(await site.read('posts/a/index.html'))).toContain('aä')
})

describe('sources that plugins make', () => {
  const made = async (sources: Record<string, string[]>) => {
    const host = createMemoryHost({
      [`${root}/content/posts/a.md`]: '# A',
      [`${root}/content/notes/b.csv`]: 'x',
    })
    const plugins = Object.entries(sources).map(
      ([name, paths]): Plugin => ({
        name,
        sources: () => paths.map((path) => ({ path, text: '# Made' })),
      }),
    )
    const { messages, outputs } = await createSite({ root, host, write: false, preset: { plugins } }).build()
    return { messages: messages.map(({ rule, text }) => `${rule} ${text}`), outputs: outputs.length }
  }

  test.each([
    './content/posts/x.md',
    '/content/posts/x.md',
    'content//posts/x.md',
    '../../x.md',
    'content/_x.md',
    'content/posts/.x.md',
    '',
  ])('have a path that an entry can have, and not `%s`', async (path) => {
    const { messages } = await made({ p: [path] })
    const text = `Plugin \`p\` made a source with the path \`${path}\`, which can't be that of an entry.`
    expect(messages).toEqual([`source-made-path ${text}`])
  })

  test('lie where the content does', async () => {
    expect(await made({ p: ['posts/x.md'] })).toEqual({ messages: [], outputs: 2 })
    expect((await made({ p: ['posts/x.md', 'content/posts/x.md'] })).messages).toHaveLength(1)
  })

  test('have a path that no file has, whoever reads that', async () => {
    const { messages } = await made({ p: ['content/posts/a.md', 'content/notes/b.csv'] })
    expect(messages).toEqual([
      'source-made-twice Plugin `p` made the source `content/notes/b.csv`, but there is a file of that path.',
      'source-made-twice Plugin `p` made the source `content/posts/a.md`, but there is a file of that path.',
    ])
  })

  test('have a path of their own', async () => {
    const [one, two] = ['content/posts/x.md', 'content/posts/y.md']
    expect((await made({ p: [one, two], q: [one, one] })).messages).toEqual([
      `source-made-twice Plugin \`q\` made the source \`${one}\`, but plugin \`p\` has made one of that path before.`,
    ])
    expect((await made({ p: [two, two] })).messages).toEqual([
      `source-made-twice Plugin \`p\` made the source \`${two}\`, but it has made one of that path before.`,
    ])
    expect(await made({ p: [one], q: [two] })).toEqual({ messages: [], outputs: 3 })
  })
})
