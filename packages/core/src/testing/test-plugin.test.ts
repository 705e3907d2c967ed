/** The kit itself: what it shows of a plugin that keeps the laws, and what it says of those that do not. */
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { definePlugin } from '../hooks/define-plugin.js'
import type { Plugin } from '../hooks/hook.js'
import { defineService } from '../hooks/service.js'
import { testPluginLaws } from './plugin-laws.js'
import { testPlugin } from './test-plugin.js'

const post = (title: string, tags: string, body: string) =>
  `---\ntitle: ${title}\ndate: 2025-01-01\ntags: [${tags}]\n---\n\n${body}\n`

const files = {
  'content/posts/a.md': post('Alpha', 'x', 'One two.'),
  'content/posts/b.md': post('Beta', 'y', 'One two three.'),
}

/** A plugin with a bit of everything. */
const everything = () =>
  definePlugin({
    name: 'everything',
    tasks: { words: async (context, id: string) => (await context.outline(id)).words },
    remark: [function remarkNothing() {}],
    entry: (_context, entry) => ({ ...entry, data: { ...entry.data, computed: entry.id } }),
    pages: async (context) =>
      (await context.terms('tags')).map(({ name, slug }) => ({
        permalink: `/tags/${slug}/`,
        layout: 'term',
        params: { name },
        title: name,
      })),
    head: async (context, page) => [
      { tag: 'meta', attributes: { name: 'of', content: `${await context.config('title')} ${page.layout}` } },
    ],
    emit: async (context) => {
      const entries = await context.entries({ fields: [] })
      const lines = entries.map(async ({ id }) => `${id} ${await context.tasks.words(id)}`)
      return [
        { path: 'words.txt', body: (await Promise.all(lines)).join('\n') },
        { path: 'two.bin', body: new Uint8Array([255, 0]) },
      ]
    },
  })

describe('what a build shows', () => {
  test('outputs and pages of the plugin, any page, and all that ran', async () => {
    const built = await testPlugin(everything, { files, config: { title: 'Notes' } })
    expect(built).toMatchObject({ status: 'published', messages: [] })
    expect(Object.keys(built.outputs)).toEqual([
      'tags/x/index.html',
      'tags/y/index.html',
      'two.bin',
      'words.txt',
    ])
    expect(built.outputs['words.txt']).toBe('posts/a 2\nposts/b 3')
    expect(built.bytes('two.bin')).toEqual(new Uint8Array([255, 0]))
    expect(Object.keys(built.all)).toContain('posts/a/index.html')
    expect(built.pages.map(({ permalink, params }) => [permalink, params])).toEqual([
      ['/tags/x/', { name: 'x' }],
      ['/tags/y/', { name: 'y' }],
    ])
    expect(built.ran).toEqual([
      'emit',
      'entry content/posts/a.md',
      'entry content/posts/b.md',
      ...['/posts/a/', '/posts/b/', '/tags/x/', '/tags/y/'].map((page) => `head ${page}`),
      'pages',
      'remark content/posts/a.md',
      'remark content/posts/b.md',
      'tasks.words posts/a',
      'tasks.words posts/b',
    ])
    const page = built.page('/posts/a/')
    expect(page).toMatchObject({ layout: 'post', entry: 'posts/a', owner: 'core', title: 'Alpha' })
    expect(page?.head).toEqual([{ tag: 'meta', attributes: { name: 'of', content: 'Notes post' } }])
    expect(page?.html).toContain('<meta name="of" content="Notes post"/>')
    expect(page?.html).toContain('<p>One two.</p>')
    expect(page?.html).toContain('&quot;computed&quot;:&quot;posts/a&quot;')
    expect(built.page('/nowhere/')).toBeUndefined()
  })

  test('after an edit: what ran again, and which outputs changed', async () => {
    const built = await testPlugin(everything, { files })
    const longer = await built.edit({
      files: { 'content/posts/b.md': post('Beta', 'y', 'Now four words here.') },
    })
    expect(longer.ran).toEqual(['emit', 'remark content/posts/b.md', 'tasks.words posts/b'])
    expect(longer.changed).toEqual(['posts/b/index.html', 'words.txt'])
    const other = await longer.edit({ config: { title: 'Other' } })
    expect(other.ran.filter((one) => !one.startsWith('head '))).toEqual([])
    expect(other.ran).toHaveLength(4)
    const fewer = await other.edit({ files: { 'content/posts/b.md': undefined } })
    expect(fewer.changed).toEqual(['posts/b/index.html', 'tags/y/index.html', 'words.txt'])
    expect((await fewer.edit({})).ran).toEqual([])
    expect(built.outputs['words.txt']).toBe('posts/a 2\nposts/b 3')
  })

  test('a layout of the test, the environment and the time', async () => {
    const layout =
      'export default ({ page, head }) => <p>{page.params.stage} {String(page.params.isPast)}</p>'
    const plugin = definePlugin({
      name: 'asking',
      pages: async (context) => [
        {
          permalink: '/',
          layout: 'own',
          params: {
            stage: (await context.env('STAGE')) ?? 'none',
            isPast: await context.isPast('2026-01-02T00:00:00Z'),
          },
        },
      ],
    })
    const built = await testPlugin(plugin, { files: { 'layouts/own.tsx': layout } })
    expect(built.page('/')?.html).toBe('<!doctype html>\n<p>none false</p>\n')
    const later = await built.edit({ env: { STAGE: 'test' }, now: '2026-01-02T00:00:00Z' })
    expect(later.page('/')?.html).toContain('<p>test true</p>')
    await expect(later.edit({ now: 'soon' })).rejects.toThrow('`now` is `soon`, expected an instant')
  })

  test('plugins beside it; functions that are exchanged in the configuration count as new code', async () => {
    const length = defineService<{ letters(text: string): number }>('length')
    const counting = (more: number) =>
      definePlugin({
        name: 'counting',
        provides: [length],
        tasks: { letters: (_context, text: string) => text.length + more },
      })
    const plugin = definePlugin({
      name: 'using',
      requires: [length],
      emit: async (context) => {
        const letters = await context.use(length).letters('four')
        return [{ path: 'length.txt', body: `${letters} ${await context.config('title')}` }]
      },
    })
    const built = await testPlugin(plugin, { config: { plugins: [counting(0)] } })
    expect(built.outputs).toEqual({ 'length.txt': '4 Site' })
    const other = await built.edit({ config: { plugins: [counting(1)] } })
    expect(other.outputs).toEqual({ 'length.txt': '5 Site' })
    const titled = await other.edit({ config: { title: 'Own' } })
    expect(titled.outputs).toEqual({ 'length.txt': '5 Own' })
    const without = await titled.edit({ config: { plugins: undefined } })
    expect(without.status).toBe('config')
    expect(without.messages.map(({ rule }) => rule)).toEqual(['plugin-service-missing'])
    expect([without.outputs, without.pages]).toEqual([{}, []])
  })

  test('what is wrong with content, options or a hook is told by status and messages', async () => {
    const schema = z.object({ limit: z.number() })
    const failing = (limit: unknown): Plugin => ({
      name: 'failing',
      options: { schema, given: { limit } },
      emit: () => {
        throw new Error('no way')
      },
    })
    const refused = await testPlugin(failing('x'), { files })
    expect(refused).toMatchObject({ status: 'config', messages: [{ rule: 'plugin-option' }], all: {} })
    const failed = await testPlugin(failing(1), { files })
    expect(failed).toMatchObject({ status: 'content', messages: [{ rule: 'plugin-failed' }], all: {} })
    expect(failed.messages[0]?.text).toContain('no way')
    const broken = await testPlugin(everything, {
      files: { 'content/posts/a.md': '---\ndate: never\n---\n' },
    })
    expect(broken).toMatchObject({ status: 'content', messages: [{ path: 'content/posts/a.md' }] })
    const mended = await broken.edit({ files })
    expect(mended.status).toBe('published')
    const again = await mended.edit({ files: { 'content/posts/a.md': '---\ndate: never\n---\n' } })
    expect([again.status, again.all, again.changed]).toEqual(['content', {}, []])
  })
})

describe('what breaks the law', () => {
  const emitting = (body: () => unknown, name = 'lawless') =>
    definePlugin({ name, emit: () => [{ path: 'x.txt', body: `first line\n${body()}` }] })

  test.each([
    ['random numbers', () => Math.random()],
    ['a clock', () => process.hrtime.bigint()],
  ])('%s', async (_, body) => {
    const found = testPlugin(emitting(body), { files })
    await expect(found).rejects.toThrow(/^Plugin `lawless` breaks the law of builds\.\n/)
    await expect(found).rejects.toThrow('do not give the same: `x.txt`, first in line 2.\n  first:  ')
    await expect(found).rejects.toThrow('It comes from the hook `emit` of plugin `lawless`')
  })

  test('a count that its module keeps', async () => {
    let count = 0
    await expect(testPlugin(emitting(() => count++))).rejects.toThrow(/first: {2}\d+\n {2}second: \d+\n/)
  })

  test('what differed once only, though further builds agree', async () => {
    let made = 0
    const odd = () => {
      const count = made++
      return emitting(() => (count === 1 ? 'odd' : 'same'))
    }
    const found = testPlugin(odd)
    await expect(found).rejects.toThrow('A clean build did not give the same: `x.txt`. Further builds')
    let asked = 0
    const moody = definePlugin({
      name: 'moody',
      check: () => (asked++ === 1 ? [{ rule: 'moody', severity: 'warning', text: 'Not today.' }] : []),
    })
    await expect(testPlugin(moody)).rejects.toThrow('did not give the same: the message "Not today."')
  })

  test('what `end` says is no part of it', async () => {
    const plugin = definePlugin({
      name: 'ending',
      end: () => {
        throw new Error('too late')
      },
    })
    const built = await testPlugin(plugin, { files })
    expect(built.messages).toMatchObject([{ rule: 'plugin-failed', plugin: 'ending' }])
  })

  test('an order that follows that of the work', async () => {
    const make = () => {
      const order: string[] = []
      return definePlugin({
        name: 'ordering',
        head: (_context, page) => [{ tag: 'meta', attributes: { content: `${order.push(page.permalink)}` } }],
      })
    }
    await expect(testPlugin(make, { files })).rejects.toThrow('Plugin `ordering` breaks the law')
  })

  test('a variable that is read behind the context', async () => {
    let outside = 'before'
    const built = await testPlugin(emitting(() => outside))
    outside = 'after'
    const next = built.edit({ config: { title: 'Other' } })
    await expect(next).rejects.toThrow('incremental: before\n  clean:       after')
    await expect(next).rejects.toThrow('let it ask its context')
  })

  test('an answer that the plugin keeps for itself, if a function makes it', async () => {
    const make = () => {
      let title: string | undefined
      return definePlugin({
        name: 'keeping',
        emit: async (context) => {
          title ??= await context.config('title')
          return [{ path: 'x.txt', body: title }]
        },
      })
    }
    const built = await testPlugin(make, { config: { title: 'One' } })
    await expect(built.edit({ config: { title: 'Two' } })).rejects.toThrow('clean:       Two')
  })

  test('a Markdown plugin with a memory', async () => {
    let seen = 0
    const remarkSeen = () => (tree: { children: unknown[] }) => {
      tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: `${++seen}` }] })
    }
    const plugin = definePlugin({ name: 'markdown', remark: [remarkSeen as never] })
    await expect(testPlugin(plugin, { files })).rejects.toThrow('It comes from the Markdown of `posts/a`')
  })

  test('a layout that is not the same twice', async () => {
    const layout = 'export default () => <p>{Math.random()}</p>'
    const plugin = definePlugin({
      name: 'listing',
      pages: () => [{ permalink: '/', layout: 'own', params: {} }],
    })
    const found = testPlugin(plugin, { files: { 'layouts/own.tsx': layout } })
    await expect(found).rejects.toThrow('the component of layout `own`')
  })

  test('a message that comes and goes', async () => {
    let asked = 0
    const plugin = definePlugin({
      name: 'moody',
      check: () => (asked++ % 2 ? [{ rule: 'moody', severity: 'warning', text: 'Not today.' }] : []),
    })
    await expect(testPlugin(plugin)).rejects.toThrow('says: Not today.')
  })
})

test('a plugin of a class with private fields, and Markdown plugins that come too late', async () => {
  class Private {
    name = 'private'
    #text = 'hidden'
    get order() {
      return this.#text === '' ? ('pre' as const) : ('post' as const)
    }
    emit() {
      return [{ path: 'x.txt', body: this.#text }]
    }
  }
  const built = await testPlugin(() => new Private())
  expect([built.outputs, built.ran]).toEqual([{ 'x.txt': 'hidden' }, ['emit']])
  const late = await testPlugin({ name: 'late', remark: (async () => []) as never })
  expect(late).toMatchObject({ status: 'config', messages: [{ rule: 'plugin-value', plugin: 'late' }] })
})

describe('what is no plugin is refused, as the command would', () => {
  const given = (plugin: unknown) => testPlugin(plugin as Plugin)

  test.each([
    ['nothing', undefined, 'What is to be tested is no plugin. It must be a plugin, or a function'],
    ['a function that gives nothing', () => undefined, 'What is to be tested is no plugin.'],
    ['a promise', async () => ({ name: 'late' }), '`plugin` must be a plugin, not a promise; await it.'],
    ['no name', { emit: () => [] }, '`plugin.name` must be text, not absent.'],
    [
      'a hook that there is not',
      { name: 'x', emmit: () => [] },
      'no field `plugin.emmit`. Did you mean `emit`?',
    ],
  ])('%s', async (_, plugin, text) => {
    await expect(given(plugin)).rejects.toThrow(text)
    await expect(testPluginLaws(() => plugin as never)).rejects.toThrow('What is to be tested is no plugin.')
  })

  test('another plugin of its name beside it', async () => {
    const plugins = [{ name: 'same' }]
    await expect(testPlugin({ name: 'same' }, { config: { plugins } })).rejects.toThrow(
      '`config.plugins` has another plugin `same`, which would take the place of the tested one.',
    )
    const built = await testPlugin({ name: 'same' })
    await expect(built.edit({ config: { plugins } })).rejects.toThrow('another plugin `same`')
  })
})
