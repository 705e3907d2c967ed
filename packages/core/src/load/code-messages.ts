/** Esbuild's messages and thrown errors, as ours: with the place in the author's file. */
import { SourceMap, type SourceMapPayload } from 'node:module'
import type { Message as EsbuildMessage, Location } from 'esbuild'
import {
  codeSuspicious,
  configSyntax,
  importedFileMissing,
  importMissing,
  layoutSyntax,
  styleFileMissing,
  styleSyntax,
  themeFileMissing,
} from '../messages/config.js'
import { reasonOf } from '../messages/reason.js'
import type { Where } from '../messages.js'
import type { Message } from '../model.js'
import { type CodeFile, type CodeFiles, fileOf, shownPath } from './files.js'
import { type MissingImport, prefixLength } from './resolve.js'

/** Messages of a finished or failed bundling of code or styles; any other error is thrown on. */
export function codeMessages(from: unknown, files: CodeFiles): Message[] {
  const { errors, warnings } = from as { errors?: EsbuildMessage[]; warnings?: EsbuildMessage[] }
  if (errors === undefined || warnings === undefined) throw from
  return [
    ...errors.map((error) => toError(error, files)),
    // Warnings about code that is not the author's own would only be noise.
    ...warnings.filter(isOwn).map((warning) => toWarning(warning, files)),
  ]
}

/**
 * Finds where something was thrown, as far as its stack leads into the bundle.
 *
 * @param name Of the bundle, as stacks show it.
 * @param map Its source map, as JSON: read when something was thrown.
 */
export function placesIn(name: string, map: string, files: CodeFiles): (thrown: unknown) => Where {
  let sources: SourceMap | undefined
  return (thrown) => {
    const frames = stackOf(thrown)
      .split('\n')
      .filter((line) => line.includes(name))
    for (const frame of frames) {
      const [, line, column] = /:(\d+):(\d+)\)?$/.exec(frame) ?? []
      sources ??= new SourceMap(JSON.parse(map) as SourceMapPayload)
      const entry = sources.findEntry(Number(line) - 1, Number(column) - 1)
      const file = 'originalSource' in entry ? fileOf(entry.originalSource) : undefined
      if (file === undefined || !('originalLine' in entry)) continue
      const { originalLine, originalColumn } = entry
      return { path: shownPath(file), place: placeAt(file, originalLine + 1, originalColumn + 1, files) }
    }
    return {}
  }
}

/** Ten frames are at the end of a stack; what stands before them may be as long as memory allows. */
const mostOfStack = 20_000

function stackOf(thrown: unknown): string {
  try {
    const stack = thrown instanceof Error ? thrown.stack : undefined
    return typeof stack === 'string' ? stack.slice(-mostOfStack) : ''
  } catch {
    return ''
  }
}

/** What was thrown, in words: with its name, where that says more. */
export function reasonOfError(thrown: unknown): string {
  const reason = reasonOf(thrown)
  try {
    const name = thrown instanceof Error ? String(thrown.name) : 'Error'
    return name === 'Error' || name === '' || reason === name ? reason : `${name.slice(0, 100)}: ${reason}`
  } catch {
    return reason
  }
}

function toError(error: EsbuildMessage, files: CodeFiles): Message {
  const where = whereOf(error.location, files)
  const line = lineOf(error.location, files)
  const file = fileOf(error.location?.file ?? '')
  const isStyle = file?.path.endsWith('.css')
  const { missing, specifier, suggestion } = (error.detail ?? {}) as Partial<MissingImport>
  if (specifier !== undefined) {
    if (isStyle) return styleFileMissing(where, specifier)
    if (missing === 'theme') return themeFileMissing(where, specifier, suggestion)
    return missing === 'package' ? importMissing(where, specifier) : importedFileMissing(where, specifier)
  }
  if (isStyle) return styleSyntax(where, 'error', error.text, line)
  const isLayout = file?.space === 'theme' || file?.path.startsWith('layouts/')
  return (isLayout ? layoutSyntax : configSyntax)(where, error.text, line)
}

function toWarning({ location, text }: EsbuildMessage, files: CodeFiles): Message {
  const where = whereOf(location, files)
  const line = lineOf(location, files)
  return where.path?.endsWith('.css')
    ? styleSyntax(where, 'warning', text, line)
    : codeSuspicious(where, text, line)
}

function isOwn({ location }: EsbuildMessage): boolean {
  return location !== null && fileOf(location.file)?.space === 'site'
}

function whereOf(location: Location | null, files: CodeFiles): Where {
  const file = location ? fileOf(location.file) : undefined
  if (!location || file === undefined) return {}
  // Esbuild counts columns in bytes.
  const before = Buffer.from(location.lineText).subarray(0, location.column).toString()
  return { path: shownPath(file), place: placeAt(file, location.line, before.length + 1, files) }
}

/** The author's line, without what was put before it. */
function lineOf(location: Location | null, files: CodeFiles): string {
  const file = fileOf(location?.file ?? '')
  if (!location || file === undefined) return ''
  return location.line === 1 ? location.lineText.slice(prefixLength(files, file)) : location.lineText
}

function placeAt(file: CodeFile, line: number, column: number, files: CodeFiles) {
  const shift = line === 1 ? prefixLength(files, file) : 0
  return { start: { line, column: Math.max(1, column - shift) } }
}
