/**
 * Which file an import inside the layouts means. The project's `layouts/` replace the theme's file by
 * file: imports of the theme lead to replacements, `@theme/…` leads to originals.
 */
import { posix } from 'node:path'
import type { CodeFile, CodeFiles } from './files.js'

/** A file, and the project's file that must not replace what it imports. */
export interface Resolved {
  file: CodeFile
  asker?: string
}

const FOLDER = 'layouts'

/** The file of a relative import, or nothing. */
export function resolveRelative(
  files: CodeFiles,
  importer: CodeFile,
  specifier: string,
  asker?: string,
): CodeFile | undefined {
  const target = posix.join(posix.dirname(importer.path), specifier)
  if (importer.space === 'theme') {
    const own = isOutside(target) ? undefined : files.find('site', posix.join(FOLDER, target))
    return own !== undefined && own.path !== asker ? own : files.find('theme', target)
  }
  const found = files.find(importer.space, target)
  if (found !== undefined || importer.space !== 'site') return found
  // A copy of a theme's layout may keep its imports.
  const inLayouts = posix.relative(FOLDER, target)
  return importer.path.startsWith(`${FOLDER}/`) && !isOutside(inLayouts)
    ? files.find('theme', inLayouts)
    : undefined
}

/** The original that `@theme/post` means. */
export function resolveOriginal(
  files: CodeFiles,
  importer: CodeFile,
  specifier: string,
): Resolved | undefined {
  const target = posix.normalize(specifier.slice('@theme/'.length))
  const file = isOutside(target) ? undefined : files.find('theme', target)
  if (file === undefined) return undefined
  return importsBack(files, file, importer) ? { file, asker: importer.path } : { file }
}

/**
 * Whether the original imports what its asker replaces: the asker would then contain itself.
 * Only such an original gets an instance of its own, since two instances share no Preact context.
 */
function importsBack(files: CodeFiles, original: CodeFile, asker: CodeFile): boolean {
  if (asker.space !== 'site') return false
  const text = new TextDecoder().decode(files.read(original))
  return [...text.matchAll(/['"](\.\.?\/[^'"\n]+)['"]/g)].some(
    ([, specifier = '']) => resolveRelative(files, original, specifier)?.path === asker.path,
  )
}

function isOutside(path: string): boolean {
  return path === '..' || path.startsWith('../') || path.startsWith('/')
}
