/**
 * Lists of terms as texts: of each the term, its forms, and its postings or impact, each followed by U+007F. That is the one
 * character that stands in no term and is kept as it is in JSON: with tabs and lines, keeping a list takes twice as long.
 */

/** A term of a list. */
export interface ListedTerm {
  term: string
  /** Words that it stands for, sorted; none if it is the only one. */
  forms: readonly string[]
  /** Postings one after the other; of a single document, its impact; see `posting.ts`. */
  rest: string
}

const end = '\u007f'

/** A text that may be a term: a word is one as it is. */
export function toTermText(text: string): string {
  return text.replace(/[\s\u007f]+/g, ' ')
}

/** Neither terms nor forms have the end in them, nor forms white space. */
export function toList(terms: readonly ListedTerm[]): string {
  return terms.map(({ term, forms, rest }) => listed(term, forms, rest)).join('')
}

/** A term of a list, as it stands there. */
export function listed(term: string, forms: readonly string[], rest: string): string {
  return term + end + joinForms(term, forms) + end + rest + end
}

/** Calls back with each term of a list. */
export function eachListed(list: string, call: (term: string, forms: string, rest: string) => void): void {
  let at = 0
  while (at < list.length) {
    const afterTerm = list.indexOf(end, at)
    const afterForms = list.indexOf(end, afterTerm + 1)
    const afterRest = list.indexOf(end, afterForms + 1)
    const [forms, rest] = [list.slice(afterTerm + 1, afterForms), list.slice(afterForms + 1, afterRest)]
    call(list.slice(at, afterTerm), forms, rest)
    at = afterRest + 1
  }
}

/** Terms that are put together from several lists, whose postings come in order. */
export interface Gathering {
  add(term: string, forms: string, postings: string): void
  /** Sorted by code unit. */
  terms(): ListedTerm[]
}

export function createGathering(): Gathering {
  const gathered = new Map<string, { forms: string[]; known: string; postings: string }>()
  return {
    add(term, forms, postings) {
      const found = gathered.get(term)
      if (!found) {
        gathered.set(term, { forms: splitForms(term, forms), known: forms, postings })
        return
      }
      found.postings += postings
      if (forms === found.known) return
      found.known = forms
      for (const form of splitForms(term, forms)) if (!found.forms.includes(form)) found.forms.push(form)
    },
    terms: () =>
      [...gathered]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([term, { forms, postings }]) => ({
          term,
          forms: forms.length === 1 && forms[0] === term ? [] : forms.sort(),
          rest: postings,
        })),
  }
}

function joinForms(term: string, forms: readonly string[]): string {
  return forms.length === 1 && forms[0] === term ? '' : forms.join(' ')
}

/** The words that a term stands for, as a list has them. */
export function splitForms(term: string, forms: string): string[] {
  return forms === '' ? [term] : forms.split(' ')
}
