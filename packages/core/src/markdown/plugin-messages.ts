/** What plugins left on a file, and what they threw, as messages of ours. */
import type { Node, Point, Position } from 'unist'
import type { VFile } from 'vfile'
import { VFileMessage } from 'vfile-message'
import * as say from '../messages/markdown.js'
import { reasonOf } from '../messages/reason.js'
import type { Message, Place, Severity } from '../model.js'
import { placeOf, pointOf } from './place.js'
import type { MarkdownStepName } from './plugin-list.js'

/** Messages on `file`, in the order in which they were left; `thrown` is reported as what it is. */
export function pluginMessages(file: VFile, path: string, thrown?: unknown): Message[] {
  return file.messages.filter((message) => message !== thrown).map((message) => pass(file, path, message))
}

/** A plugin that threw or rejected. */
export function pluginFailure(
  file: VFile,
  path: string,
  thrown: unknown,
  step: MarkdownStepName | undefined,
): Message {
  const place = isVFileMessage(thrown) ? placeOfMessage(thrown) : placeOfThrown(thrown)
  const reason = reasonOf(isVFileMessage(thrown) ? thrown.reason : thrown)
  const where = { path, place }
  const { name, hook, owner } = step ?? {}
  return hook !== undefined && owner !== undefined
    ? say.markdownStepFailed(where, { owner, hook, name }, withoutRoot(file, reason))
    : say.markdownPluginFailed(where, name, withoutRoot(file, reason))
}

function pass(file: VFile, path: string, message: VFileMessage): Message {
  const severity: Severity = message.fatal ? 'error' : message.fatal === false ? 'warning' : 'info'
  const rule = [message.source, message.ruleId].filter(Boolean).join(':') || 'markdown-plugin-message'
  const where = { path, place: placeOfMessage(message) }
  const reason = withoutRoot(file, message.reason)
  return say.markdownPluginMessage(where, severity, rule, message.source ?? undefined, reason)
}

/** Paths as the project calls them: what is said must not tell where on a machine it lies. */
function withoutRoot({ cwd }: VFile, text: string): string {
  return cwd === '/' ? text : text.replaceAll(`${cwd}/`, '')
}

/** By its fields too: a plugin may have brought its own copy of the class. */
function isVFileMessage(value: unknown): value is VFileMessage {
  return value instanceof VFileMessage || (value instanceof Error && 'reason' in value && 'fatal' in value)
}

/** Where a plain error says what it is about, as many of unist do: a node, a position or a point. */
function placeOfThrown(thrown: unknown): Place | undefined {
  try {
    const { node, position, place } = thrown as { node?: Node; position?: Position; place?: Position | Point }
    if (node) return placeOf(node)
    if (position) return placeOf({ type: 'text', position })
    if (place && 'start' in place) return placeOf({ type: 'text', position: place })
    const start = pointOf(place)
    return start && { start }
  } catch {
    return undefined
  }
}

function placeOfMessage(message: VFileMessage): Place | undefined {
  const { place, line, column } = message
  if (place && 'start' in place) return placeOf({ type: 'text', position: place })
  const start = pointOf(place) ?? pointOf({ line, column: column ?? 1 } as never)
  return start ? { start } : undefined
}
