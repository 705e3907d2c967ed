/** A site with one of the plugins, in a map or on the disk, and what a build of it gives. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createSite } from '../../src/build.js'
import { createMemoryHost } from '../../src/host/memory.js'
import type { Build, SiteOptions } from '../../src/site-options.js'
import { createMemoryStore } from '../../src/store/memory.js'

/** A site whose files can be changed between builds. */
export interface TestSite {
  root: string
  /** As for `createSite`. */
  options: SiteOptions
  write(path: string, text: string): void
  /** Builds on what the builds before remember. */
  build(): Promise<Built>
  /** The same, where there may be errors. */
  attempt(): Promise<Build>
  /** Builds the same files from nothing; publishes nothing. */
  clean(): Promise<Built>
  end(): void
}

/** All of a build that an author can see, and what was done for it. */
export interface Built {
  files: Map<string, string>
  messages: Build['messages']
  changed: readonly string[]
  stats: Build['stats']
}

/** Packages as an author has them: in `node_modules` of the project. */
const packages = fileURLToPath(new URL('../../../../node_modules', import.meta.url))
const asOf = '2026-06-01T00:00:00Z'

/** A world that is a map. Packages come from the real disk, as those that the command lends. */
export function memorySite(files: Record<string, string>): TestSite {
  const root = '/site'
  const host = createMemoryHost({}, { now: Date.parse(asOf) })
  for (const [path, text] of Object.entries(files)) host.set(`${root}/${path}`, text)
  const options = { root, asOf, resolveFrom: [import.meta.url] }
  const site = createSite({ ...options, host, store: createMemoryStore() })
  return {
    root,
    options: { ...options, host },
    attempt: () => site.build(),
    write: (path, text) => host.set(`${root}/${path}`, text),
    build: () => built(site),
    clean: () =>
      built(createSite({ ...options, host: host.clone(), store: createMemoryStore(), write: false })),
    end: () => {},
  }
}

/** A folder of the real disk, with packages of its own. Each build is of a new process, as far as that shows. */
export function diskSite(files: Record<string, string>, more: Partial<SiteOptions> = {}): TestSite {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'blog-build-markdown-plugins-')))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  for (const [path, text] of Object.entries(files)) write(path, text)
  symlinkSync(packages, join(root, 'node_modules'))
  const options = { root, asOf, ...more }
  return {
    root,
    options,
    attempt: () => createSite(options).build(),
    write,
    build: () => built(createSite(options)),
    clean: () => built(createSite({ ...options, store: createMemoryStore(), write: false })),
    end: () => rmSync(root, { recursive: true, force: true }),
  }
}

async function built(site: ReturnType<typeof createSite>): Promise<Built> {
  const { status, outputs, messages, changed, stats } = await site.build()
  if (status !== 'published') throw new Error(messages.map(({ text }) => text).join('\n'))
  const files = new Map<string, string>()
  for (const { path } of outputs) files.set(path, new TextDecoder().decode(await site.read(path)))
  return { files, messages, changed: [...changed.added, ...changed.changed, ...changed.removed], stats }
}
