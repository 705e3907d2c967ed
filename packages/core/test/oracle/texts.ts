/** The files of a small site that touches every kind of read. */

/** The configuration: a plugin with every hook, Markdown plugins by function and by path, options of its own. */
export const config = (seed: string, option = 'plain') => `
import { definePlugin, defineService } from '@blog-build/core/plugin'
import { reference } from '@blog-build/core'
import { z } from 'zod'
import { mark } from './local-mark.ts'
import { rehypeSeed } from './rehype-seed.ts'

const sizes = defineService('sizes')

const asking = {
  name: 'asking',
  requires: [sizes],
  emit: async (context) => [{ path: 'asked.txt', body: String(await context.use(sizes).sizes('asked')) }],
}

const everything = (options) => definePlugin({
  name: 'everything',
  provides: [sizes],
  options: { schema: z.object({ note: z.string() }), given: options },
  sources: async (context) => [{ path: 'content/made/one.md', text: '# Made of ' + (await context.read('data/made.txt') ?? 'nothing') }],
  entry: async (context, entry) => ({ ...entry, data: { ...entry.data, computed: mark(entry.id) + (await context.env('STAGE') ?? '') } }),
  pages: async (context) => {
    const pages = [{ permalink: '/list/', layout: 'topics', params: { tag: null } }]
    for (const term of await context.terms('tags')) pages.push({ permalink: '/topics/' + term.slug + '/', layout: 'topics', params: { tag: term.name } })
    return pages
  },
  head: async (context, page) => [{ tag: 'meta', attributes: { name: 'site', content: await context.config('title') } }],
  emit: async (context) => {
    const entries = await context.entries({ collection: ['posts', 'pages'], fields: [], limit: 3 })
    const bodies = await Promise.all(entries.map((entry) => context.html(entry.id, { absolute: true })))
    const files = await context.glob('data/**/*.txt')
    return [
      { path: 'feed.txt', body: bodies.join('\\n') + files.join() },
      { path: 'option.txt', body: context.options.note },
      { path: 'sizes.txt', body: String(await context.tasks.sizes(${JSON.stringify(seed)})) },
    ]
  },
  tasks: { sizes: async (context, argument) => argument + (await context.pages()).length },
  check: async (context) => {
    const count = await context.count({ collection: 'posts' })
    return count > 6 ? [{ rule: 'many', severity: 'warning', text: count + ' posts' }] : []
  },
})

export default {
  title: ${JSON.stringify(`Site ${seed}`)},
  url: 'https://example.org',
  base: ${JSON.stringify(seed.length % 2 === 0 ? '/' : '/sub/')},
  timeZone: 'Europe/Stockholm',
  collections: {
    posts: { schema: z.looseObject({ title: z.string().optional(), author: reference('people').optional() }) },
  },
  markdown: { highlight: false, rehype: [rehypeSeed, './rehype-path.ts'] },
  plugins: [asking, everything({ note: ${JSON.stringify(option)} })],
}
`

/** A layout that asks for all that a page of an entry may want. */
export const layout = (seed: string) => `
import { note } from './parts/note'
export async function props(context, page) {
  const entry = await context.entry(page.entry)
  const links = await context.backlinks(page.entry)
  return {
    entry, links, content: await context.content(page.entry),
    outline: await context.outline(page.entry), ...(await context.neighbours(page.entry)),
    logo: (await context.readBytes('content/posts/a.svg')) ? (await context.asset('content/posts/a.svg')).url : null,
  }
}
export default ({ entry, content, links, outline, previous, next, logo, head, styles, page }) => <html>
  <head>{head.map((one) => <meta {...one.attributes} />)}{styles.map((href) => <link rel="stylesheet" href={href} />)}</head>
  <body data-seed={${JSON.stringify(seed)}}><h1>{entry.title}</h1><p>{note(outline.words)} {entry.data.computed} {links.join()}</p>
  <a href={previous?.url}>{previous?.title}</a><a href={next?.url}>{next?.title}</a><i>{logo}</i>
  <div dangerouslySetInnerHTML={content} /></body></html>
`

/** A layout of lists. */
export const list = (seed: string) => `
export async function props(context, page) {
  const { tag } = page.params
  const query = tag === null ? { collection: ['posts'], limit: 4, fields: [] } : { collection: ['posts'], where: { tags: tag }, fields: ['author'] }
  return { entries: await context.entries(query), count: await context.count(query) }
}
export default ({ entries, count, page }) => <html><body>{${JSON.stringify(seed)}} {count} <ul>{entries.map((entry) =>
  <li><a href={entry.url}>{entry.title}</a> {entry.date} {entry.data.author?.id}</li>)}</ul></body></html>
`

/** A Markdown plugin of the project, which also reads a file by the recorded way. */
export const rehype = (name: string, seed: string) => `
import { contextOf } from '@blog-build/core/plugin'
export const rehypeSeed = () => async (tree, file) => {
  const text = (await contextOf(file)?.read('data/more.txt')) ?? 'none'
  tree.children.push({ type: 'element', tagName: 'i', properties: { dataName: ${JSON.stringify(name)} }, children: [{ type: 'text', value: ${JSON.stringify(seed)} + text }] })
}
export default rehypeSeed
`

/** A module that layouts share. */
export const part = (seed: string) =>
  `export const note = (words) => words + ' words ' + ${JSON.stringify(seed)}`

/** A file of an entry. */
export const post = (title: string, date: string, tags: string, rest: string, body: string) =>
  `---\ntitle: ${title}\ndate: ${date}\ntags: [${tags}]\n${rest}---\n\n${body}\n`

/** The site as it begins; paths are relative to its root. */
export function firstFiles(): Record<string, string> {
  return {
    'blog.config.ts': config('a'),
    'rehype-seed.ts': rehype('seed', 'a'),
    'rehype-path.ts': rehype('path', 'a'),
    'local-mark.ts': 'export const mark = (id) => "<" + id + ">"',
    'layouts/post.tsx': layout('a'),
    'layouts/page.tsx': layout('p'),
    'layouts/topics.tsx': list('a'),
    'layouts/parts/note.ts': part('a'),
    'styles/a.css': 'body { color: red }',
    'content/posts/a.md': post('Alpha', '2024-01-01', 'x, y', '', 'See [b](./b.md#two) and ![i](./a.svg).'),
    'content/posts/b.md': post('Beta', '2024-02-01', 'y', 'author: ann\n', '## One\n\n## Two\n\n[a](a.md)'),
    'content/posts/c/index.md': '# Gamma\n\nNo frontmatter, [about](/about/).',
    'content/posts/a.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>',
    'content/about.md': '---\ntitle: About\n---\n[posts](posts/a.md)',
    'content/people.yaml': '- id: ann\n  name: Ann\n- id: bob\n  name: Bob\n',
    'data/made.txt': 'data',
    'public/note.txt': 'note',
  }
}
