import type { Query } from '@blog-build/core/layout'

/** The question for the entries of a page's term, from its params: `field`, `term`, and perhaps `collection`. */
export function toTermQuery({ field, term, collection }: Record<string, unknown>): Query {
  const own = isCollection(collection) ? { collection } : {}
  return { where: { [String(field)]: String(term) }, ...own }
}

function isCollection(value: unknown): value is string | string[] {
  return typeof value === 'string' || Array.isArray(value)
}
