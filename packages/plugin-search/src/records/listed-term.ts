/** Lists of terms as texts, a line for each: term, its forms, and its postings or impact, with tabs between. */

/** A term of a list. */
export interface ListedTerm {
  term: string
  /** Words that it stands for, sorted; none if it is the only one. */
  forms: readonly string[]
  /** Postings one after the other; of a single document, its impact; see `posting.ts`. */
  rest: string
}

/** Neither terms nor forms have white space in them: see `createWords`; values of fields had theirs replaced. */
export function toLines(terms: readonly ListedTerm[]): string {
  return terms.map(({ term, forms, rest }) => `${term}\t${joinForms(term, forms)}\t${rest}\n`).join('')
}

/** Calls back with each line of a list. */
export function eachLine(list: string, call: (term: string, forms: string, rest: string) => void): void {
  let at = 0
  while (at < list.length) {
    const [afterTerm, end] = [list.indexOf('\t', at), list.indexOf('\n', at)]
    const afterForms = list.indexOf('\t', afterTerm + 1)
    call(list.slice(at, afterTerm), list.slice(afterTerm + 1, afterForms), list.slice(afterForms + 1, end))
    at = end + 1
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
