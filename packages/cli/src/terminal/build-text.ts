/** What a build came to, in a few words. */
import type { Build, Message } from '@blog-build/core'
import type { Colors } from '../colors.js'
import { counted } from '../reporter.js'
import { duration } from '../summary.js'
import { visibleLine, widthOf } from '../visible.js'

/** A build, and how long it took, in milliseconds. */
export interface Finished {
  build: Pick<Build, 'status' | 'changed' | 'stats'>
  elapsed: number
  /** The first of a watch: all there is, rather than what changed. */
  isFirst: boolean
}

/** Such as `12 ms · 1 changed: /posts/a/`. @param width Columns that it may take; addresses are cut off to fit. */
export function buildText({ build, elapsed, isFirst }: Finished, width: number): string {
  const time = duration(elapsed)
  if (build.status === 'config') return cutTo(`${time} · not built, the last good site stays`, width)
  if (isFirst) return cutTo(`${time} · ${counted(build.stats.pages, 'page')}`, width)
  const { added, changed, removed } = build.changed
  const lists: [string, readonly string[]][] = [
    ['changed', changed],
    ['added', added],
    ['removed', removed],
  ]
  const told = lists.filter(([, urls]) => urls.length > 0)
  if (told.length === 0) return cutTo(`${time} · nothing changed`, width)
  const heads = told.map(([word, urls]) => `${urls.length} ${word}`)
  // The counts are said in any case; what is left is shared among the addresses, first come, first served.
  let room = width - widthOf([time, ...heads].join(' · '))
  const texts = told.map(([, urls], at) => {
    const list = listOf(urls, room - 2)
    if (list === '') return heads[at]
    room -= widthOf(list) + 2
    return `${heads[at]}: ${list}`
  })
  return cutTo([time, ...texts].join(' · '), width)
}

/** As many addresses as there is room for, and how many more there are; `''` if there is none for the first. */
function listOf(urls: readonly string[], room: number): string {
  let text = ''
  for (const [at, url] of urls.slice(0, most).entries()) {
    const longer = at === 0 ? visibleLine(url) : `${text}, ${visibleLine(url)}`
    const rest = urls.length - at - 1
    if (widthOf(longer + moreText(rest)) > room) {
      return at === 0 ? '' : text + moreText(rest + 1)
    }
    text = longer
  }
  return text + moreText(urls.length - Math.min(urls.length, most))
}

/** More addresses than these nobody reads in one line. */
const most = 8

function moreText(count: number): string {
  return count === 0 ? '' : ` and ${count} more`
}

/** Such as `2 errors, 1 warning`, each in its colour; `''` if nothing stands. */
export function standingText(messages: readonly Message[], colors: Pick<Colors, 'red' | 'yellow'>): string {
  const count = (severity: Message['severity']) =>
    messages.filter((message) => message.severity === severity).length
  const [errors, warnings] = [count('error'), count('warning')]
  return [
    ...(errors > 0 ? [colors.red(counted(errors, 'error'))] : []),
    ...(warnings > 0 ? [colors.yellow(counted(warnings, 'warning'))] : []),
  ].join(', ')
}

/** The text, or its beginning with `…`. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let [cut, taken] = ['', 0]
  for (const character of text) {
    taken += widthOf(character)
    if (taken > width - 1) break
    cut += character
  }
  return width > 0 ? `${cut.trimEnd()}…` : ''
}

/** `12:05:01`, by the clock of whoever sits there. */
export function clockText(date: Date): string {
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
}
