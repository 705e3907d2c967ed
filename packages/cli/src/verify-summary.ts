/** What verifying came to, in a few lines. */
import type { Verification } from '@blog-build/core'
import type { Colors } from './colors.js'
import { counted } from './reporter.js'
import { duration } from './summary.js'

/** Such as `Incremental equals clean: 15 files and no message differ.`, then what was compared. */
export function summarizeVerification(found: Verification, elapsed: number, colors: Colors): string {
  const { incremental, clean, backward } = found.sides
  const lines = [
    `incremental: ${counted(incremental.tasksRun, 'task')} run, ${incremental.tasksReused} reused, ${duration(incremental.milliseconds)}`,
    `clean: ${counted(clean.tasksRun, 'task')} run, ${duration(clean.milliseconds)}`,
    `clean, in another order: ${counted(backward.tasksRun, 'task')} run, ${duration(backward.milliseconds)}`,
    ...folderLines(found),
  ]
  const details = found.status === 'config' ? [] : lines.map((line) => colors.dim(`  ${line}`))
  return `${[`${headOf(found, colors)} (${duration(elapsed)})`, ...details].join('\n')}\n`
}

function headOf({ status, compared }: Verification, colors: Colors): string {
  const { files, messages } = compared
  switch (status) {
    case 'equal':
      return `${colors.green('Incremental equals clean.')} Compared: ${counted(files, 'file')}, ${counted(messages, 'message')}.`
    case 'different':
      return colors.red('Incremental does not equal clean.')
    case 'content':
      return `${colors.red('Nothing differs, but the content has errors')}: there were no files to compare.`
    case 'config':
      return `${colors.red('Nothing was compared')}: the configuration has errors.`
  }
}

function folderLines({ compared }: Verification): string[] {
  switch (compared.folder) {
    case 'compared':
      return ['the output folder was compared too']
    case 'other':
      return ['the output folder was not compared: the site was changed since it was published']
    case 'none':
      return ['the output folder was not compared: nothing was published there']
  }
}
