import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { keepOutOfGit } from './host/keep-out-of-git.js'
import type { Host, Output } from './model.js'
import { isOutputPath } from './pipeline/output.js'

/** A file of the output folder that is ours. */
export interface ManifestFile extends Output {
  /** Size and time as the disk gave them after writing; absent while a publish is under way. */
  size?: number | undefined
  mtime?: number | undefined
}

/** Which files of one output folder are ours. */
export interface Manifest {
  /** False from the start of a publish until its end: sizes and times tell which files are certain. */
  complete: boolean
  files: ReadonlyMap<string, ManifestFile>
}

/**
 * Where the manifest of an output folder lies: in `.blog-build/` of the project, one per folder.
 *
 * @param root The project, absolute, without symbolic links.
 * @param out The output folder, likewise.
 */
export function manifestPath(root: string, out: string): string {
  const name = sha256(posix.relative(root, out)).slice(0, 16)
  return posix.join(root, '.blog-build', `outputs-${name}.json`)
}

/** Reads a manifest; one that is absent, damaged, of another version or names a path outside is none. */
export function readManifest(host: Host, path: string): Manifest | undefined {
  const bytes = host.read(path)
  if (bytes === undefined) return undefined
  const [head = '', body = ''] = new TextDecoder().decode(bytes).split('\n')
  if (head !== headOf(body)) return undefined
  const { complete, files } = JSON.parse(body) as { complete: boolean; files: ManifestFile[] }
  if (!files.every((file) => isOutputPath(file.path))) return undefined
  return { complete, files: new Map(files.map((file) => [file.path, file])) }
}

/** Writes a manifest whole. The folder gets a `.gitignore` that keeps all of it out of git. */
export function writeManifest(host: Host, path: string, manifest: Manifest): void {
  keepOutOfGit(host, posix.dirname(path))
  const encoder = new TextEncoder()
  const files = [...manifest.files.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  const body = JSON.stringify({ complete: manifest.complete, files })
  host.write(path, encoder.encode(`${headOf(body)}\n${body}\n`))
}

/** First line: the version of the format and the checksum of the second line. */
function headOf(body: string): string {
  return `blog-build outputs 1 ${sha256(body)}`
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
