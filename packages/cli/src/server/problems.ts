/** What is wrong with the site, as the overlay gets it. */
import { visible } from '../visible.js'

/** An error, with what an author needs to mend it. */
export interface Problem {
  rule: string
  text: string
  remedy?: string
  /** Relative to the root. */
  path?: string
  line?: number
  column?: number
  /** Lines of the source around the place, as plain text. */
  frame?: string
  /** Where the rule is documented. */
  url?: string
  plugin?: string
}

/** What is wrong now. */
export interface Report {
  /** Another one whenever something else is wrong. */
  number: number
  count: number
  /** The problems, or the first of very many, as JSON. */
  json: string
}

/** Nothing is wrong. */
export const noReport: Report = { number: 0, count: 0, json: JSON.stringify({ count: 0, problems: [] }) }

const most = 100
const longest = 8000

/** The report after the next look; the same one if nothing else is wrong. */
export function nextReport(last: Report, problems: readonly Problem[]): Report {
  const shown = problems.slice(0, most).map(shownProblem)
  const json = JSON.stringify({ count: problems.length, problems: shown })
  return json === last.json ? last : { number: last.number + 1, count: problems.length, json }
}

/** Text is cut at a length that no one reads, and nothing in it can turn the order of what stands around it. */
function shownProblem({ rule, text, remedy, path, line, column, frame, url, plugin }: Problem): Problem {
  const shown = (value: string) => visible(value.length > longest ? `${value.slice(0, longest)}…` : value)
  const texts = { remedy, path, frame, url, plugin }
  const given = Object.entries(texts).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, shown(value)]],
  )
  return {
    rule: shown(rule),
    text: shown(text),
    ...Object.fromEntries(given),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  }
}
