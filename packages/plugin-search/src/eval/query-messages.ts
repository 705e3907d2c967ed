/** What is said of `search.queries.yml`. */
import type { Place, PluginMessage } from '@blog-build/core/plugin'

/** The file, and the place in it. */
export interface Where {
  path: string
  place?: Place | undefined
}

const said = (
  { path, place }: Where,
  what: Pick<PluginMessage, 'rule' | 'severity' | 'text' | 'remedy'>,
): PluginMessage => ({ ...what, path, ...(place === undefined ? {} : { place }) })

/** The YAML parser's reason, at its place. */
export const queriesInvalid = (where: Where, reason: string): PluginMessage =>
  said(where, {
    rule: 'search-queries-invalid',
    severity: 'error',
    text: `This is not valid YAML: ${reason.replace(/[.\s]+$/, '')}.`,
    remedy: 'Check quotes and indentation here; a query that begins with a quote or a `-` stands in quotes.',
  })

/** Something is no list, mapping or text where one is expected. */
export const queriesShape = (where: Where, expected: string, seen: string): PluginMessage =>
  said(where, {
    rule: 'search-queries-shape',
    severity: 'error',
    text: `Expected here: ${expected}. Seen: ${seen}.`,
    remedy:
      'Write `queries:`, then for each `- query: "words"` and `answers:` with lines `/address/: grade`.',
  })

/** A key that nothing reads. */
export const queriesKey = (
  where: Where,
  key: string,
  known: readonly string[],
  near: string | undefined,
): PluginMessage =>
  said(where, {
    rule: 'search-queries-key',
    severity: 'error',
    text: `There is no key \`${key}\` here.`,
    remedy: near === undefined ? `Use ${listed(known)}, or remove it.` : `Did you mean \`${near}\`?`,
  })

/** A grade that is none. */
export const queriesGrade = (where: Where, seen: string): PluginMessage =>
  said(where, {
    rule: 'search-queries-grade',
    severity: 'error',
    text: `A grade is a whole number from 0 to 3, and this is ${seen}.`,
    remedy:
      'Write 3 if the page answers the need, 2 if it helps much, 1 if it touches on it, 0 if it does not.',
  })

/** A query, or an address of a query, that stands twice; the place is that of the second. */
export const queriesTwice = (
  where: Where,
  what: 'query' | 'address' | 'key',
  name: string,
  first: Place | undefined,
): PluginMessage =>
  said(where, {
    rule: 'search-queries-twice',
    severity: 'error',
    text: `The ${what} ${shortened(name)} stands here a second time${first ? `; the first is at ${first.start.line}:${first.start.column}` : ''}.`,
    remedy: 'Remove one of them.',
  })

/** An answer that the site does not have. */
export const queriesAddress = (where: Where, address: string, near: string | undefined): PluginMessage =>
  said(where, {
    rule: 'search-queries-address',
    severity: 'warning',
    text: `The site has no page ${shortened(address)}, so it can't be found.`,
    remedy:
      near === undefined
        ? 'Write the address that the page has now, without the base path, or remove the line.'
        : `Did you mean ${shortened(near)}? Else remove the line.`,
  })

/** A text in quotes, cut short. */
export function shortened(text: string): string {
  return text.length > 80 ? `${JSON.stringify(text.slice(0, 80))} …` : JSON.stringify(text)
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ')
}
