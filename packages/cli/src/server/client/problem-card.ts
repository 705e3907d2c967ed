/** One problem, as the overlay shows it. */
import type { Problem } from '../problems.js'
import { element } from './element.js'

/** The problem as an article. */
export function problemCard(problem: Problem): HTMLElement {
  const { text, remedy, frame } = problem
  const card = element('article', 'problem')
  const place = placeOf(problem)
  if (place) card.append(element('p', 'place', place))
  card.append(element('h2', 'text', ...prose(text)))
  if (frame) card.append(codeFrame(frame))
  if (remedy) card.append(element('p', 'remedy', element('span', 'remedy-mark', 'Try '), ...prose(remedy)))
  card.append(footOf(problem))
  return card
}

/** Text in which what stands between backticks is code. */
function prose(text: string): (HTMLElement | string)[] {
  return text.split(/`([^`\n]+)`/).map((part, at) => (at % 2 === 0 ? part : element('code', '', part)))
}

function placeOf({ path, line, column }: Problem): HTMLElement | undefined {
  if (path === undefined) return undefined
  const at = line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`
  return element('span', '', element('bdi', 'path', path), element('span', 'at', at))
}

/** The line that is meant, and the mark under it, stand out. */
function codeFrame(frame: string): HTMLElement {
  let isMarked = false
  const lines = frame.split('\n').map((line) => {
    const isMark = isMarked && /^\s*\|[\s^]*\^\s*$/.test(line)
    isMarked = line.startsWith('>')
    const className = isMarked ? 'line is-meant' : isMark ? 'line is-mark' : 'line'
    return element('span', className, `${line}\n`)
  })
  const code = element('pre', 'frame', element('code', '', ...lines))
  code.tabIndex = 0
  code.setAttribute('role', 'group')
  code.setAttribute('aria-label', 'Source')
  return code
}

function footOf({ rule, url, plugin }: Problem): HTMLElement {
  const foot = element('p', 'foot', isWeb(url) ? link(rule, url) : element('span', 'rule', rule))
  if (plugin) foot.append(element('span', 'plugin', 'plugin ', element('bdi', '', plugin)))
  return foot
}

/** Anything else could be code, or lead to a page of the site. */
function isWeb(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\//i.test(url)
}

function link(rule: string, url: string): HTMLElement {
  const made = element('a', 'rule', rule)
  made.href = url
  made.target = '_blank'
  made.rel = 'noopener noreferrer'
  return made
}
