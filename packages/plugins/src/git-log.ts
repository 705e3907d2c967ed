/** When each file was changed last, by one run of git over the whole history. */
import { spawn } from 'node:child_process'

/** Dates by path from the project; or why git did not tell them. */
export type GitDates = { dates: Map<string, string> } | { problem: string }

/** Whose date counts: that of the change itself, or that of the commit, which rebasing renews. */
export type GitDate = 'author' | 'committer'

/**
 * Runs `git log`. Its settings, and variables such as `GIT_DIR`, which git itself sets for its own hooks, have
 * no say in it.
 *
 * @param location Absolute path of the project; the repository may begin above it.
 * @param commit Where to begin.
 * @returns Instants in UTC, without fractions; nothing if there is no git on the machine.
 */
export async function readGitLog(
  location: string,
  commit: string,
  whose: GitDate,
): Promise<GitDates | undefined> {
  const format = `--format=%x00${whose === 'author' ? '%aI' : '%cI'}`
  const git = spawn(
    'git',
    [
      ...[
        '--no-pager',
        '--no-replace-objects',
        '-c',
        'core.quotePath=false',
        '-c',
        'log.showSignature=false',
      ],
      ...['log', '--no-merges', '--no-renames', '--relative', '--name-only', '-z', format],
      ...['--end-of-options', commit, '--', '.'],
    ],
    { cwd: location, env: environment(), stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true },
  )
  const reader = createLogReader()
  let complaint = ''
  git.stdout.setEncoding('utf8').on('data', reader.add)
  git.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (complaint.length < 1000) complaint += text
  })
  const code = await new Promise<number | null | 'none'>((resolve) => {
    git.on('error', () => resolve('none'))
    git.on('close', resolve)
  })
  if (code === 'none') return undefined
  if (code === 0) return { dates: reader.dates() }
  return { problem: complaint.trim().split('\n')[0] || `git ended with ${code ?? 'a signal'}` }
}

function environment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !/^GIT_/i.test(name))
  return { ...Object.fromEntries(others), LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' }
}

/**
 * Reads `\0<date>\0\n<path>\0<path>\0 … \0<date>\0 …`, as it comes: an empty field comes before each date. The
 * newest commits come first, so the first date of a path counts.
 */
export function createLogReader() {
  const found = new Map<string, string>()
  let rest = ''
  let expected: 'path' | 'first path' | 'date' = 'path'
  let date: string | undefined
  const read = (field: string): void => {
    if (field === '') expected = 'date'
    else if (expected === 'date') {
      date = toInstant(field)
      expected = 'first path'
    } else {
      const path = expected === 'first path' ? field.replace(/^\n/, '') : field
      if (date !== undefined && !found.has(path)) found.set(path, date)
      expected = 'path'
    }
  }
  return {
    add(text: string) {
      const fields = (rest + text).split('\0')
      rest = fields.pop() ?? ''
      for (const field of fields) read(field)
    },
    dates: () => found,
  }
}

/** `2024-01-31T10:00:00Z`; nothing of a date that no calendar has. */
function toInstant(text: string): string | undefined {
  const time = Date.parse(text)
  return Number.isNaN(time) || !/^\d{4}-/.test(text)
    ? undefined
    : `${new Date(time).toISOString().slice(0, 19)}Z`
}
