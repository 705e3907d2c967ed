/** New and mended messages as text: each new one in full, each mended one in a line. */
import type { Message } from '@blog-build/core'
import { messageBlocks, type ReportOptions } from '../reporter.js'
import { visibleLine } from '../visible.js'
import type { Announcement } from './announcement.js'

/** More at once are read by nobody; a build lists all of them. */
const most = { fresh: 50, mended: 20 }

/** Paragraphs with an empty line after each; `''` if there is nothing new. */
export function announcementText({ fresh, mended }: Announcement, options: ReportOptions): string {
  const blocks = messageBlocks(worstFirst(fresh).slice(0, most.fresh), options)
  if (fresh.length > most.fresh) {
    blocks.push(`… and ${fresh.length - most.fresh} more: \`blog-build\` lists them all.`)
  }
  const lines = mended.slice(0, most.mended).map((message) => mendedLine(message, options))
  if (mended.length > most.mended) lines.push(`… and ${mended.length - most.mended} more`)
  if (lines.length > 0) blocks.push(lines.join('\n'))
  return blocks.map((block) => `${block}\n\n`).join('')
}

function mendedLine({ path, rule }: Message, { colors }: ReportOptions): string {
  const where = path === undefined ? '' : `${visibleLine(path)}  `
  return `${colors.green('mended')}  ${where}${colors.dim(visibleLine(rule))}`
}

/** What is cut off must not be what matters most. */
function worstFirst(messages: readonly Message[]): Message[] {
  if (messages.length <= most.fresh) return [...messages]
  const rank = { error: 0, warning: 1, info: 2 }
  return [...messages].sort((a, b) => rank[a.severity] - rank[b.severity])
}
