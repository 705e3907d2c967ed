/** A repository in a temporary folder, as real as git makes it. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createSite, type UserConfig } from '@blog-build/core'
import { onTestFinished } from 'vitest'

/** Whether there is a git to test with. */
export const hasGit = spawnSync('git', ['--version']).status === 0

export interface GitProject {
  root: string
  write(files: Record<string, string>): void
  git(...words: string[]): string
  /** Commits all there is, by an author whose clock shows `date`. */
  commit(date: string): void
  /** Builds the folder `site` below the root, in a store of its own or in the one that stays. */
  build(config: UserConfig, options?: { isClean?: boolean; site?: string }): Promise<BuiltProject>
}

export interface BuiltProject {
  rules: string[]
  /** Text of every output by path. */
  texts: Map<string, string>
}

/** A folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'blog-build-git-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function gitProject(root = temporaryFolder()): GitProject {
  const run = (words: string[], env: Record<string, string> = {}) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...words], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  return {
    root,
    git: (...words) => run(words),
    write(files) {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root, path)), { recursive: true })
        writeFileSync(join(root, path), text)
      }
    },
    commit(date) {
      run(['add', '--all'])
      run(['commit', '--quiet', '--message', 'x'], {
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_DATE: '2030-01-01T00:00:00Z',
      })
    },
    build: (config, { isClean = false, site = '' } = {}) => build(join(root, site), config, isClean),
  }
}

async function build(root: string, config: UserConfig, isClean: boolean): Promise<BuiltProject> {
  if (isClean) rmSync(join(root, '.blog-build'), { recursive: true, force: true })
  const site = createSite({ root, config, write: false, asOf: '2025-01-01T00:00:00Z' })
  const { messages } = await site.build()
  const texts = new Map<string, string>()
  for (const { path } of site.outputs()) texts.set(path, new TextDecoder().decode(await site.read(path)))
  return { rules: messages.map(({ rule }) => rule), texts }
}
