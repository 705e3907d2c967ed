/** Everything that the element says. */

/**
 * A text for each count: where there is a text for `one`, by the category that the language has for it, `one` or `other` in
 * English; else by the count itself, or `other`.
 */
export type Counted = Readonly<Record<string, string>>

/** What stands in braces is filled in. */
export interface SearchWords {
  /** What the field is called, and what stands in it while it is empty. */
  search: string
  clear: string
  /** Name of the list of hits. */
  hits: string
  pages: Counted
  /** Where there may be more of them. */
  atLeast: Counted
  nothing: string
  /** Where a query only says what pages must not have. */
  wordless: string
  corrected: string
  missing: string
  more: string
  /** In place of a date: a page that lists others. */
  list: string
  /** Before queries that show what there is to find. */
  try: string
  sort: string
  byRelevance: string
  byDate: string
  filter: string
  searching: string
  /** Why there is no answer, by what is wrong with the index. */
  problems: Readonly<Record<string, string>>
  again: string
  reload: string
}

/** What it says where the site says nothing else. */
export const english: SearchWords = {
  search: 'Search',
  clear: 'Clear',
  hits: 'Pages found',
  pages: { 1: '{count} page', other: '{count} pages' },
  atLeast: { 1: 'at least {count} page', other: 'at least {count} pages' },
  nothing: 'Nothing found for “{query}”.',
  wordless: 'Add a word to look for: “{query}” only leaves out.',
  corrected: 'No page has “{word}”; showing “{used}”.',
  missing: 'No page has “{word}”.',
  more: 'Show more',
  list: 'List',
  try: 'Try:',
  sort: 'Order',
  byRelevance: 'Best first',
  byDate: 'Newest first',
  filter: 'Filter',
  searching: 'Searching…',
  problems: {
    unreachable: 'The search index can’t be reached. Are you offline?',
    missing: 'This site has no search index. Build it with the search plugin.',
    changed: 'This site was published anew. Reload the page.',
    damaged: 'The search index can’t be read. Build the site again.',
  },
  again: 'Try again',
  reload: 'Reload',
}

/** English, but for what `<script type="application/json" id="search-words">` says otherwise. */
export function readWords(): SearchWords {
  let given: Partial<SearchWords> | undefined
  // What can't be read says nothing.
  try {
    given = JSON.parse(document.querySelector('script#search-words')?.textContent ?? '{}')
  } catch {}
  return { ...english, ...given, problems: { ...english.problems, ...given?.problems } }
}

/** Fills in what stands in braces. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name) =>
    Object.hasOwn(values, name) ? (values[name] ?? '') : whole,
  )
}

/** The text for a count, in a language (BCP 47). */
export function counted(texts: Counted, count: number, language: string): string {
  // The rules of a language cost a browser 4 ms. Where a language has any, one is for `one`.
  const category = texts.one === undefined ? count : new Intl.PluralRules(language).select(count)
  // The first number that is written for a language costs a browser 20 ms: digits alone are read as well.
  return fill(texts[category] ?? texts.other ?? '{count}', { count: `${count}` })
}
