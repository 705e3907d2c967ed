/** An entry as the rest of the site sees it. */
import type { Entry, EntryView } from '../model.js'

/**
 * The title is that of the frontmatter, else the first heading, else the name of the file as words.
 * `fields` keeps only these fields of the data.
 */
export function toView(
  entry: Entry,
  heading: string | undefined,
  permalink: string | undefined,
  fields?: readonly string[],
): EntryView {
  const { id, collection, path, date, updated, summary, tags, authors, order, unlisted, data } = entry
  const kept = fields?.filter((field) => Object.hasOwn(data, field)).map((field) => [field, data[field]])
  return {
    id,
    collection,
    path,
    title: entry.title ?? heading ?? titleOfId(id),
    ...(date === undefined ? {} : { date }),
    ...(updated === undefined ? {} : { updated }),
    ...(summary === undefined ? {} : { summary }),
    tags,
    authors,
    ...(order === undefined ? {} : { order }),
    ...(permalink === undefined ? {} : { permalink }),
    unlisted,
    data: kept ? Object.fromEntries(kept) : data,
  }
}

/** `posts/2024-01-31-my-first_post` becomes `My first post`. */
function titleOfId(id: string): string {
  const name = id.slice(id.lastIndexOf('/') + 1).replace(/^\d{4}-\d{2}-\d{2}-(?=.)/, '')
  const words = name.replace(/[-_]+/g, ' ').trim() || name
  return words.charAt(0).toUpperCase() + words.slice(1)
}
