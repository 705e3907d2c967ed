/** What editors do to a file when one saves it, call by call: one rebuild, of the right text. FAULTS E3, E15. */
import * as fs from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { pause, until } from './folder.js'
import { endAll, startWatching } from './watching.js'

afterEach(endAll)

type Call = (post: string, folder: string, text: string) => void

const write = (path: string, text: string, flags: fs.OpenMode = 'w') => {
  const handle = fs.openSync(path, flags)
  fs.writeSync(handle, text)
  fs.fsyncSync(handle)
  fs.closeSync(handle)
}
const touch: Call = (post) => fs.closeSync(fs.openSync(post, 'w'))
const fill: Call = (post, _folder, text) => write(post, text, 'r+')

/** The calls of one save. Between those, time passes; more of it than between any two calls of these editors. */
const saves: Record<string, Call[]> = {
  'vim, backup by renaming': [
    (_post, folder) => {
      write(`${folder}/.post.md.swp`, 'b0VIM')
      write(`${folder}/4913`, '')
      fs.unlinkSync(`${folder}/4913`)
    },
    (post) => fs.renameSync(post, `${post}~`),
    touch,
    (post, folder, text) => {
      fill(post, folder, text)
      fs.chmodSync(post, 0o644)
      fs.unlinkSync(`${post}~`)
      fs.unlinkSync(`${folder}/.post.md.swp`)
    },
  ],
  'vim, backup by copying': [
    (post, folder) => {
      write(`${folder}/.post.md.swp`, 'b0VIM')
      fs.copyFileSync(post, `${post}~`)
    },
    touch,
    (post, folder, text) => {
      fill(post, folder, text)
      fs.unlinkSync(`${post}~`)
    },
  ],
  'vim, without backup': [(post) => fs.truncateSync(post, 0), fill],
  emacs: [
    (_post, folder) => {
      fs.symlinkSync('me@host.1234:1700000000', `${folder}/.#post.md`)
      write(`${folder}/#post.md#`, 'autosaved')
    },
    (post) => fs.renameSync(post, `${post}~`),
    (post, folder, text) => {
      write(post, text)
      fs.chmodSync(post, 0o644)
      fs.unlinkSync(`${folder}/.#post.md`)
      fs.unlinkSync(`${folder}/#post.md#`)
    },
  ],
  nano: [touch, fill],
  'VS Code': [(post, _folder, text) => write(post, text)],
  'VS Code, as another user': [
    (post, _folder, text) => {
      fs.truncateSync(post, 0)
      write(post, text, 'r+')
    },
  ],
  'JetBrains, safe write': [
    (post, _folder, text) => write(`${post}___jb_tmp___`, text),
    (post) => fs.renameSync(post, `${post}___jb_old___`),
    (post) => {
      fs.renameSync(`${post}___jb_tmp___`, post)
      fs.unlinkSync(`${post}___jb_old___`)
    },
  ],
  'Sublime Text, atomic': [
    (_post, folder, text) => write(`${folder}/.subl1f3.tmp`, text),
    (post, folder) => fs.renameSync(`${folder}/.subl1f3.tmp`, post),
  ],
  'gedit, by GLib': [
    (_post, folder, text) => write(`${folder}/.goutputstream-A1B2C3`, text),
    (post, folder) => {
      fs.rmSync(`${post}~`, { force: true })
      fs.linkSync(post, `${post}~`)
      fs.renameSync(`${folder}/.goutputstream-A1B2C3`, post)
    },
  ],
  kate: [
    (_post, folder, text) => {
      write(`${folder}/.post.md.kate-swp`, 'swap')
      write(`${folder}/post.md.XyZ123~`, text)
    },
    (post, folder) => {
      fs.renameSync(`${folder}/post.md.XyZ123~`, post)
      fs.unlinkSync(`${folder}/.post.md.kate-swp`)
    },
  ],
  'sed -i': [
    (_post, folder, text) => write(`${folder}/sedAbC123`, text),
    (post, folder) => {
      fs.chmodSync(`${folder}/sedAbC123`, 0o644)
      fs.renameSync(`${folder}/sedAbC123`, post)
    },
  ],
  Obsidian: [touch, (post, _folder, text) => write(post, text)],
  'TextMate, by swapping': [
    (post, _folder, text) => write(`${post}.sb-1a2b3c4d-XyZ123`, text),
    (post) => fs.renameSync(post, `${post}.sb-5e6f7a8b-XyZ123`),
    (post) => {
      fs.renameSync(`${post}.sb-1a2b3c4d-XyZ123`, post)
      fs.unlinkSync(`${post}.sb-5e6f7a8b-XyZ123`)
    },
  ],
  'a program that deletes first': [(post) => fs.unlinkSync(post), touch, fill],
}

test.each(Object.entries(saves))('%s', async (_name, calls) => {
  const { folder, session, settle, rebuilds } = await startWatching()
  const post = folder.at('content/posts/post.md')
  for (const text of ['the first', 'another, longer']) {
    for (const call of calls) {
      call(post, folder.at('content/posts'), text)
      await pause(15)
    }
    await until(`"${text}" is published`, () => session.published.get(post) === text)
    await settle()
    expect(rebuilds()).toEqual([[post]])
  }
  expect(session.found).toEqual([])
})

test('a post that is deleted, or emptied, is so before long', async () => {
  const { folder, session, settle, rebuilds } = await startWatching({
    files: { 'content/a.md': 'a', 'content/b.md': 'b' },
  })
  fs.unlinkSync(folder.at('content/a.md'))
  fs.truncateSync(folder.at('content/b.md'))
  await settle()
  expect(rebuilds()).toEqual([[folder.at('content/a.md'), folder.at('content/b.md')]])
  expect(session.found).toEqual([])
})

test('files of editors alone build nothing', async () => {
  const { folder, session } = await startWatching()
  const names = '4913 .post.md.swp .post.md.swx post.md~ .#post.md #post.md# .DS_Store Thumbs.db ~$post.md'
  const more = '.goutputstream-XXXXXX sedQwErTy .post.md.kate-swp post.md___jb_tmp___ post.md.tmp ._post.md'
  for (const name of `${names} ${more}`.split(' ')) folder.write(`content/posts/${name}`, 'x')
  folder.write('content/posts/last.md', 'a hint after all the others')
  await until('the last is published', () => session.published.has(folder.at('content/posts/last.md')))
  expect(session.builds.slice(1).flatMap(({ changed }) => changed)).toEqual([
    folder.at('content/posts/last.md'),
  ])
})
