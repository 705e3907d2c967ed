/** A query's `collection`, which is left out where an option does not name one: then those of the feeds count. */
export function within(collection: string | string[] | undefined): { collection?: string | string[] } {
  return collection === undefined ? {} : { collection }
}
