// A site in memory: its files are a map, and nothing is read from the disk or written to it.
//
//   node examples/embed/embed.mjs
import { createMemoryHost, createSite, preset } from 'blog-build'

const files = {
  'content/posts/first-loaf.md': '---\ntitle: First loaf\ndate: 2024-01-31\n---\n\nIt was flat.\n',
  'content/posts/rye.md': '---\ntitle: Rye\ndate: 2024-02-10\n---\n\nRye takes more water.\n',
}

const root = '/notes'
const host = createMemoryHost(
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${root}/${path}`, text])),
)
const config = { title: 'Bread notebook', url: 'https://bread.example' }
const site = createSite({ root, host, config, preset: preset(), write: false })

const first = await site.build()
console.log(`${first.status}: ${first.changed.added.join(' ')}`)

host.set(`${root}/content/posts/rye.md`, files['content/posts/rye.md'].replace('more water', 'much water'))
const second = await site.build()
console.log(`${second.status}, changed: ${second.changed.changed.join(' ')}`)

const page = new TextDecoder().decode(await site.read('posts/rye/index.html'))
console.log(/<p>Rye.*<\/p>/.exec(page)?.[0])
console.log(`in memory: ${[...host.files().keys()].join(' ')}`)

await site.close()
