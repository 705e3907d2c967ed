// Builds with a number of threads, and all that can be seen of them.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { command, filesIn } from './command.js'

/** Builds, and gives all that can be seen of it. */
export async function built(folder: string, workers: number, more: string[] = []) {
  const { out, code } = await command(folder, ['--workers', String(workers), '--json', ...more])
  const { status, messages, outputs } = JSON.parse(out)
  const files = [...filesIn(join(folder, 'dist'))].map(([path, bytes]) => [path, String(bytes)])
  return { code, status, messages, outputs, files: Object.fromEntries(files) as Record<string, string> }
}

export async function fromNothing(folder: string, workers: number, more: string[] = []) {
  for (const name of ['.blog-build', 'dist']) rmSync(join(folder, name), { recursive: true, force: true })
  return built(folder, workers, more)
}
