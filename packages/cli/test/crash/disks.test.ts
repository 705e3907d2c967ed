// D5 to D9: disks that are full, read-only, of another user or elsewhere; limits of the process; outputs that are shared.
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { bin, put } from '../command.js'
import { run } from './process.js'
import {
  build,
  buildClean,
  builtOf,
  createFolder,
  createSite,
  edit,
  expectClean,
  expectTidy,
  expectTree,
  expectWhole,
  published,
  type Site,
} from './site.js'

// As long as it takes: a build here is a process, and so is all that it shares the machine with.
vi.setConfig({ testTimeout: process.env.SOAK ? 7_200_000 : 600_000 })

const mounts: string[] = []
const folders: string[] = []
afterEach(() => {
  for (const mount of mounts.splice(0).reverse()) execFileSync('umount', [mount])
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = createFolder()
  folders.push(folder)
  return folder
}

function newSite(): Site {
  return createSite('site', newFolder())
}

/** A disk in memory of so many pages of 4 KiB. */
function mountTmpfs(folder: string, pages: number): void {
  mkdirSync(folder, { recursive: true })
  execFileSync('mount', ['-t', 'tmpfs', '-o', `nr_blocks=${pages}`, 'tmpfs', folder])
  mounts.push(folder)
}

const remount = (folder: string, options: string) =>
  execFileSync('mount', ['-o', `remount,${options}`, folder])

/** Why disks can't be mounted here; `undefined` if they can. */
const noMounts = reasonAgainstMounts()

function reasonAgainstMounts(): string | undefined {
  if (process.getuid?.() !== 0) return 'not run: only root may mount'
  const folder = createFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder], { stdio: 'ignore' })
    execFileSync('umount', [folder])
    return undefined
  } catch {
    return 'not run: nothing can be mounted here'
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs the command by a line of the shell: `$0` is Node, `$1` the command. */
const shell = async (site: Site, line: string) =>
  builtOf(await run('/bin/bash', ['-c', line, process.execPath, bin], site.root))

const errorsOf = ({ report }: Awaited<ReturnType<typeof build>>) =>
  report.messages.filter(({ severity }) => severity === 'error')

describe.skipIf(noMounts !== undefined)(`on a disk of its own${noMounts ? ` (${noMounts})` : ''}`, () => {
  test('D5 that is full, at any size: the old site whole, and the next build completes it', async () => {
    const folder = newFolder()
    const disk = join(folder, 'disk')
    mountTmpfs(disk, 1000)
    const site: Site = { folder, root: createSite('site', disk).root }
    await build(site)
    edit(site)
    const [before, clean] = [published(site), await buildClean(site)]
    const saved = join(folder, 'saved')
    execFileSync('cp', ['-a', site.root, saved])
    const used = Math.ceil(Number(execFileSync('df', ['--output=used', disk]).toString().split('\n')[1]) / 4)
    const codes = new Set<number | null>()
    const step = process.env.SOAK ? 1 : 6
    for (let free = 0; codes.size < 2 || free % (5 * step) !== 0; free += step) {
      rmSync(site.root, { recursive: true })
      execFileSync('cp', ['-a', saved, site.root])
      remount(disk, `nr_blocks=${used + free}`)
      const built = await build(site)
      codes.add(built.code)
      if (built.code !== 0) {
        expect(errorsOf(built)).toMatchObject([{ rule: 'output-write-failed' }])
        expect(errorsOf(built)[0]?.text).toContain('the disk is full')
        expectTree(published(site), before)
      } else expectTree(published(site), clean.tree)
      remount(disk, 'nr_blocks=1000')
      expectClean(site, await build(site), clean)
      expectTidy(site)
    }
    expect([...codes].sort()).toEqual([0, 1])
  })

  test('D5 the output on another disk that is full: the old site whole', async () => {
    const site = newSite()
    const disk = join(site.folder, 'disk')
    mountTmpfs(disk, 1000)
    const out = ['--out', join(disk, 'public')]
    await build(site, out)
    edit(site)
    const [before, clean] = [published(site, '../disk/public'), await buildClean(site)]
    const used = Math.ceil(Number(execFileSync('df', ['--output=used', disk]).toString().split('\n')[1]) / 4)
    remount(disk, `nr_blocks=${used + 2}`)
    const built = await build(site, out)
    expect(built.code).toBe(1)
    expect(errorsOf(built)[0]?.text).toContain('the disk is full')
    expectTree(published(site, '../disk/public'), before)
    remount(disk, 'nr_blocks=1000')
    expectClean(site, await build(site, out), clean, '../disk/public')
    expectTidy(site)
    expect(execFileSync('ls', ['-A', disk]).toString()).toBe('public\n')
  })

  test('D5 the output is a disk itself, so that it is staged in it', async () => {
    const site = newSite()
    const disk = join(site.root, 'dist')
    mountTmpfs(disk, 1000)
    expect((await build(site)).code).toBe(0)
    edit(site)
    expectClean(site, await build(site), await buildClean(site))
    expectTidy(site)
  })

  test('D9 a read-only project is built to a folder elsewhere, again and again, and says so', async () => {
    const site = newSite()
    const source = join(site.folder, 'source')
    renameSync(site.root, source)
    mkdirSync(site.root)
    execFileSync('mount', ['--bind', source, site.root])
    mounts.push(site.root)
    remount(site.root, 'bind,ro')
    const outside = ['--out', join(site.folder, 'out/public')]
    for (const change of [() => {}, () => edit({ ...site, root: source }), () => {}]) {
      change()
      const built = await build(site, outside)
      expect(built.code).toBe(0)
      expect(built.report.messages).toContainEqual(expect.objectContaining({ rule: 'output-unlocked' }))
      expectTree(published(site, '../out/public'), (await buildClean({ ...site, root: source })).tree)
    }
    const inside = await build(site)
    expect(inside.code).toBe(1)
    expect(errorsOf(inside)).toMatchObject([
      { rule: 'output-write-failed', path: expect.stringMatching(/^dist\//) },
    ])
    expect(errorsOf(inside)[0]?.text).toContain('the disk is read-only')
    expect(existsSync(join(source, '.blog-build'))).toBe(false)
  })

  test('D9 what could be written before may be read-only now, and the other way round', async () => {
    const site = newSite()
    const source = join(site.folder, 'source')
    renameSync(site.root, source)
    mkdirSync(site.root)
    execFileSync('mount', ['--bind', source, site.root])
    mounts.push(site.root)
    const outside = ['--out', join(site.folder, 'out/public')]
    const steps = ['rw', 'ro', 'rw', 'ro', 'rw']
    for (const [at, mode] of steps.entries()) {
      remount(site.root, 'bind,rw')
      if (at === 1) edit(site)
      else if (at < 4)
        put(site.root, `content/posts/new-${at % 2}.md`, `---\ntitle: New ${at}\n---\n\nText.\n`)
      const clean = await buildClean(site)
      remount(site.root, `bind,${mode}`)
      const built = await build(site, outside)
      expect({ code: built.code, errors: errorsOf(built) }).toEqual({ code: 0, errors: [] })
      expectTree(published(site, '../out/public'), clean.tree)
    }
    expect(execFileSync('ls', ['-A', join(site.folder, 'out')]).toString()).toBe('public\n')
  })
})

const noUser = process.getuid?.() === 0 ? undefined : 'not run: only root may become another user'

describe.skipIf(noUser !== undefined)(`as another user${noUser ? ` (${noUser})` : ''}`, () => {
  const nobody = 'setpriv --reuid 65534 --regid 65534 --clear-groups "$0" "$1" --json'

  test('D6 a project of root: nothing is written, the message says why', async () => {
    const site = newSite()
    chmodSync(site.folder, 0o755)
    await build(site)
    edit(site)
    const before = published(site)
    const built = await shell(site, nobody)
    expect(built.code).toBe(1)
    expect(errorsOf(built)[0]?.text).toContain('permission denied')
    expectTree(published(site), before)
    expectClean(site, await build(site), await buildClean(site))
    expectTidy(site)
  })

  test('D8 one unreadable file is an error of that file', async () => {
    const site = newSite()
    execFileSync('chown', ['-R', '65534:65534', site.folder])
    chmodSync(join(site.root, 'content/posts/hills.md'), 0)
    const built = await shell(site, nobody)
    expect(built.code).toBe(1)
    expect(errorsOf(built)).toMatchObject([{ path: 'content/posts/hills.md' }])
    expect(errorsOf(built)[0]?.text).toContain('permission denied')
    chmodSync(join(site.root, 'content/posts/hills.md'), 0o644)
    expect((await shell(site, nobody)).code).toBe(0)
    expectTree(published(site), (await buildClean(site)).tree)
  })
})

describe('with limits of the process', () => {
  test('D7 few files may be open: many posts are built all the same', async () => {
    const site = newSite()
    const count = process.env.SOAK ? 2000 : 200
    for (let at = 0; at < count; at++)
      put(site.root, `content/posts/post-${at}.md`, `---\ntitle: Post ${at}\n---\n\nText ${at}.\n`)
    // With fewer Node can't load the modules of zod, which it opens all at once.
    const built = await shell(site, 'ulimit -n 128; "$0" "$1" --json')
    expectClean(site, built, await buildClean(site))
  })

  test('D5 files may not be large: the old site whole, in plain words', async () => {
    const site = newSite()
    await build(site)
    edit(site)
    put(site.root, 'public/large.bin', 'x'.repeat(200_000))
    const before = published(site)
    const built = await shell(site, 'ulimit -f 100; "$0" "$1" --json')
    expect(built.code).toBe(1)
    expect(errorsOf(built)).toMatchObject([{ rule: 'output-write-failed', path: 'dist/large.bin' }])
    expect(errorsOf(built)[0]?.text).toContain('the file would be too large')
    expectTree(published(site), before)
    expectClean(site, await build(site), await buildClean(site))
    expectTidy(site)
  })
})

describe('outputs that others have a hand in', () => {
  test('G6 a second project does not take over the output of the first', async () => {
    const folder = newFolder()
    const [first, second] = [createSite('first', folder), createSite('second', folder)]
    const out = ['--out', join(folder, 'public')]
    await build(first, out)
    const before = published(first, '../public')
    put(second.root, 'content/posts/other.md', '---\ntitle: Other\n---\n\nText.\n')
    const built = await build(second, out)
    expect(built.code).toBe(1)
    expect(errorsOf(built)).toMatchObject([{ rule: 'output-not-ours' }])
    expectTree(published(first, '../public'), before)
  })

  test('I3 an output that became a link is published where it leads, if that is nobody else’s', async () => {
    const site = newSite()
    await build(site)
    const [elsewhere, dist] = [join(site.folder, 'elsewhere'), join(site.root, 'dist')]
    put(elsewhere, 'mine.txt', 'mine')
    rmSync(dist, { recursive: true })
    symlinkSync(elsewhere, dist)
    const refused = await build(site)
    expect(errorsOf(refused)).toMatchObject([{ rule: 'output-not-ours' }])
    expect(execFileSync('ls', ['-A', elsewhere]).toString()).toBe('mine.txt\n')
    rmSync(join(elsewhere, 'mine.txt'))
    expectClean(site, await build(site), await buildClean(site))
    edit(site)
    expectClean(site, await build(site), await buildClean(site))
    expect(statSync(dist).isDirectory()).toBe(true)
    rmSync(dist)
    expectClean(site, await build(site), await buildClean(site))
    expect(readFileSync(join(elsewhere, 'index.html')).length).toBeGreaterThan(0)
  })

  test('G12 a project that was moved is not built again', async () => {
    const site = newSite()
    // A site without a title is named after its folder.
    put(site.root, 'blog.config.ts', "export default { title: 'Walks' }\n")
    await build(site)
    const moved: Site = { ...site, root: join(site.folder, 'moved') }
    renameSync(site.root, moved.root)
    const built = await build(moved)
    expect(built.report.stats).toMatchObject({ tasksRun: 0, written: 0, removed: 0 })
    expectWhole(published(moved), published(moved), published(moved))
    expectClean(moved, built, await buildClean(moved))
  })
})
