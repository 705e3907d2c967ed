/** What a watch says to people: one status line that rewrites itself on a terminal, a log line for each build elsewhere. */
import type { Build, Progress } from '@blog-build/core'
import type { Colors } from '../colors.js'
import type { Screen } from '../progress.js'
import type { ReportOptions } from '../reporter.js'
import { visibleLine } from '../visible.js'
import { createAnnouncer } from './announcement.js'
import { announcementText } from './announcement-text.js'
import { buildText, clockText, standingText } from './build-text.js'
import { createLiveLine } from './live-line.js'
import { statusText, type WatchState } from './status-text.js'

/** Told what happens; says what is worth saying. */
export interface WatchTerminal {
  /** The site can be looked at. */
  listening(urls: readonly string[]): void
  started(): void
  progress(progress: Progress): void
  built(build: Build): void
  /** A line of our own that stays, such as a warning. */
  notice(text: string): void
  /** What code of others has printed. */
  printed(stream: 'stdout' | 'stderr', text: string): void
  /** The terminal has another width. */
  resized(): void
  /** Takes the status away, so that others can write. It comes back with the next change. */
  clear(): void
  /** Leaves the cursor at the begin of a line. */
  close(): void
}

/** What it writes with. */
export interface WatchTerminalOptions {
  /** Where people read. */
  screen: Screen
  /** Where what code of others wrote to its stderr goes, if no terminal shows both. */
  errors: Screen
  colors: Colors
  sourceOf: ReportOptions['sourceOf']
  urlOf: ReportOptions['urlOf']
  /** Says which messages are new, lists all changed addresses. */
  verbose: boolean
  /** New errors only. */
  quiet: boolean
  /** Milliseconds of a clock that never goes back. */
  now(): number
  /** The time of day. */
  date(): Date
}

/** A build that takes less is not worth a line of its own, in milliseconds. */
const short = 150

/** Opens it. Nothing is written yet. */
export function createWatchTerminal(options: WatchTerminalOptions): WatchTerminal {
  const { screen, quiet, colors } = options
  const line = createLiveLine(screen)
  const announcer = createAnnouncer()
  const state: WatchState = { standing: [] }
  const isLive = screen.isTTY === true && !quiet
  let started: number | undefined
  let isFirst = true
  let isClosed = false

  const width = () => Math.min(Math.max(screen.columns || 80, 20), 160)
  const redraw = () => {
    if (isLive && !isClosed) line.show(statusText(state, width() - 1, colors))
  }
  const log = (text: string) => {
    if (!isLive && !quiet) line.print(`${clockText(options.date())}  ${text}`)
  }
  const report = () => ({ ...options, width: screen.isTTY ? Math.max(width(), 40) : 100 })

  return {
    listening([url, ...others]) {
      if (url !== undefined) state.url = url
      log(`Serving at ${[url, ...others].join(' and ')}`)
      if (isLive && others.length > 0) line.print(`Also at ${others.join(' and ')}`)
      redraw()
    },
    started() {
      started = options.now()
      if (isFirst) redraw()
    },
    progress(progress) {
      if (!isFirst && (started === undefined || options.now() - started < short)) return
      state.progress = progress
      redraw()
    },
    built(build) {
      const elapsed = started === undefined ? 0 : options.now() - started
      const announced = announcer.next(build)
      const last = { build, elapsed, isFirst: isFirst && build.status !== 'config', at: options.date() }
      isFirst = isFirst && build.status === 'config'
      started = undefined
      delete state.progress
      Object.assign(state, { standing: announced.standing, last })
      const standing = standingText(announced.standing, colors)
      log([buildText(last, 1000), standing].filter((text) => text !== '').join(' · '))
      // First the line, so that it is the new one that stands below what is printed.
      redraw()
      if (options.verbose && !last.isFirst) line.print(changedLines(build, colors))
      const errors = { fresh: announced.fresh.filter(({ severity }) => severity === 'error'), mended: [] }
      line.print(announcementText(quiet ? { ...announced, ...errors } : announced, report()))
    },
    notice(text) {
      line.print(isLive ? text : `${clockText(options.date())}  ${text}`)
    },
    printed(stream, text) {
      if (stream === 'stderr' && !screen.isTTY) options.errors.write(text)
      else line.print(text)
    },
    resized: redraw,
    clear: () => line.show(''),
    close() {
      if (isClosed) return
      isClosed = true
      line.show('')
    },
  }
}

/** Every address, each in a line of its own. */
function changedLines({ changed: { added, changed, removed } }: Build, colors: Colors): string {
  const list = (sign: string, urls: readonly string[]) =>
    urls.map((url) => colors.dim(`  ${sign} ${visibleLine(url)}`))
  return [...list('+', added), ...list('~', changed), ...list('-', removed)].join('\n')
}
