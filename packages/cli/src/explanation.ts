/** What `explain` found, as text for people. */
import type {
  Explanation,
  NoExplanation,
  Noun,
  OutputExplanation,
  OutputRef,
  SourceExplanation,
} from '@blog-build/core'
import type { Colors } from './colors.js'
import { counted } from './reporter.js'
import { visibleLine, widthOf } from './visible.js'

/** What the text needs beside the explanation. */
export interface ExplanationOptions {
  colors: Colors
  /** Columns to fill. */
  width: number
}

type Found = OutputExplanation | SourceExplanation

/** Whether there is something to tell. */
export function isFound(explanation: Explanation): explanation is Found {
  return explanation.kind === 'output' || explanation.kind === 'source'
}

/** A head, and a few indented lines. */
export function explanationText(explanation: Found, options: ExplanationOptions): string {
  const lines = explanation.kind === 'output' ? outputLines(explanation, options) : sourceLines(explanation)
  return `${[headOf(explanation, options), ...lines.map((line) => `  ${line}`)].join('\n')}\n`
}

/** Why there is nothing to tell, and what to do. @param target As the user wrote it. */
export function nothingText({ kind, exists, near }: NoExplanation, target: string): string {
  const name = visibleLine(target)
  if (kind === 'none') {
    return 'error: No build of this version has left anything here to explain.\n→ Run `blog-build` first.\n'
  }
  const what = exists
    ? `error: The latest build did not read ${name}, though there is such a file.`
    : `error: The latest build made no output ${name}, and read no such file.`
  const remedy =
    near.length > 0
      ? `Did you mean ${near.map(visibleLine).join(' or ')}?`
      : 'Give the address of a page, the path of an output, or that of a source.'
  return `${what}\n→ ${remedy}\n`
}

function headOf(explanation: Found, { colors }: ExplanationOptions): string {
  if (explanation.kind === 'source') return colors.bold(visibleLine(explanation.path))
  const { url, path, source } = explanation
  const from = source === undefined ? '' : `, from ${visibleLine(source)}`
  return `${colors.bold(visibleLine(url))}  ${colors.dim(visibleLine(path) + from)}`
}

function outputLines(explanation: OutputExplanation, { width }: ExplanationOptions): string[] {
  const { build, since, reason, latestBuild, newlyRead, changedNow } = explanation
  const lines = [reasonOf(explanation)]
  if (reason !== 'first') lines.push(...chainLines(explanation, width - 4).map((line) => `  ${line}`))
  if (newlyRead.length > 0) lines.push(`It was the first to read ${listed(newlyRead.map(thing))}.`)
  if (since < build) lines.push(`It came out the same: its bytes are those of build ${since}.`)
  if (build < latestBuild) lines.push(restOf(explanation))
  if (changedNow.length === 0) lines.push('Nothing that it rests on has changed since the latest build.')
  else {
    const names = listed(changedNow.map(thing))
    lines.push(`The next build may make it again: since the latest one, ${names} changed.`)
  }
  return lines
}

function reasonOf({ reason, chain, build, latestBuild }: OutputExplanation): string {
  const which = buildName(build, latestBuild)
  if (reason === 'first') return `Made by ${which}: nothing was remembered before.`
  const verb = reason === 'new' ? 'Made for the first time' : 'Made again'
  return `${verb} by ${which}: ${chain[0] === undefined ? 'something' : thing(chain[0])} changed.`
}

function buildName(build: number, latest: number): string {
  return build === latest ? `build ${build}, the latest` : `build ${build} (the latest is ${latest})`
}

/** Why later builds did not touch it. */
function restOf({ withoutEffect, reads, restsOn }: OutputExplanation): string {
  if (withoutEffect.length === 0) {
    return `Left alone since: none of the ${counted(restsOn, 'thing')} that it rests on changed.`
  }
  const names = listed(withoutEffect.map(thing))
  return `Left alone since: ${names} changed, but none of the ${counted(reads, 'answer')} that it asked for.`
}

function chainLines({ chain, isChainBroken }: OutputExplanation, width: number): string[] {
  const [first, ...rest] = chain.map(({ kind, name }) => visibleLine(`${kind} ${name}`.trim()))
  const lines = [first ?? '']
  for (const link of isChainBroken ? ['…', ...rest] : rest) {
    const line = lines.at(-1) ?? ''
    if (lines.length > 1 && widthOf(line) + widthOf(link) + 3 <= width) {
      lines[lines.length - 1] = `${line} → ${link}`
    } else lines.push(`→ ${link}`)
  }
  return lines
}

function sourceLines(explanation: SourceExplanation): string[] {
  const { readers, outputs, made, isCode } = explanation
  const lines = [stateLine(explanation), historyLine(explanation)]
  const names = readers.map(({ kind, name }) => visibleLine(`${kind} ${name}`.trim()))
  if (names.length > 0) lines.push(`${isCode ? 'Goes into' : 'Read by'} ${listed(names)}.`)
  if (outputs.length === 0) return [...lines, 'No output rests on it.']
  const rest = outputs.length === 1 ? 'rests' : 'rest'
  lines.push(`${counted(outputs.length, 'output')} ${rest} on it: ${listed(outputs.map(address))}.`)
  lines.push(madeLine(explanation, made))
  return lines
}

function stateLine({ state }: SourceExplanation): string {
  switch (state) {
    case 'same':
      return 'It has not changed since the latest build.'
    case 'changed':
      return 'It has changed since the latest build: the next one will read it again.'
    case 'gone':
      return 'It is gone since the latest build.'
    case 'absent':
      return 'There is no such file, and the latest build looked for it.'
  }
}

function historyLine({ isNew, isCode, since, latestBuild }: SourceExplanation): string {
  const which = buildName(since, latestBuild)
  if (isCode) return `It is part of the site's code; what is made of that last changed in ${which}.`
  return isNew ? `It was first read by ${which}.` : `It last changed in ${which}.`
}

function madeLine({ isNew, since }: SourceExplanation, made: readonly OutputRef[]): string {
  if (made.length === 0) {
    return isNew && since === 1
      ? 'Build 1 made everything; nothing was made again because of it.'
      : 'None of what is there now was made because of it.'
  }
  const builds = [...new Set(made.map(({ build }) => build))].sort((a, b) => b - a)
  const parts = builds.map((build) => {
    const own = made.filter((output) => output.build === build)
    return `build ${build} made ${listed(own.map(address))}`
  })
  return `Because of it, ${parts.join('; ')}.`
}

function address({ url }: OutputRef): string {
  return visibleLine(url)
}

/** Something that can change, in words. */
function thing({ kind, name }: Noun): string {
  return visibleLine(things[kind]?.(name) ?? `${kind} ${name}`.trimEnd())
}

const things: Record<string, (name: string) => string> = {
  file: (name) => name,
  folder: (name) => (name === '' ? 'the list of files in the root' : `the list of files in ${name}`),
  env: (name) => `the variable ${name}`,
  instant: (name) => `the clock (whether ${name} has passed)`,
  config: (name) => `the configuration (${name})`,
  plugin: (name) => `the plugin ${name}`,
  plugins: (name) => `the plugins that have ${name}`,
  layout: (name) => `the layout ${name}`,
  layouts: () => 'the list of layouts',
  markdown: () => 'what Markdown goes through',
  styles: () => 'the style sheets',
}

/** At most so many names are listed. */
const most = 5

function listed(names: readonly string[]): string {
  const shown = names.slice(0, most)
  if (names.length > most) return `${shown.join(', ')} and ${names.length - most} more`
  const last = shown.pop() ?? ''
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`
}
