/** What is said of pages and their layouts. */
import { message, type Where } from '../messages.js'
import type { Message, OwnedPage } from '../model.js'

/** Two pages want one address. */
export function pageDuplicate(
  page: OwnedPage,
  other: OwnedPage,
  whereOf: (entry: string) => Where | undefined,
): Message {
  const name = ({ entry, owner }: OwnedPage) =>
    entry === undefined ? `plugin \`${owner}\`` : (whereOf(entry)?.path ?? entry)
  // Entries of one file are told apart by their lines.
  const isOneFile = page.entry !== undefined && other.entry !== undefined && name(page) === name(other)
  const names = [other, page].map((one) =>
    isOneFile ? `${name(one)}${lineText(whereOf(one.entry as string))}` : name(one),
  )
  return message(
    'error',
    'page-duplicate',
    (page.entry === undefined ? undefined : whereOf(page.entry)) ?? {},
    `Two pages want the address \`${page.permalink}\`: ${names.join(' and ')}.`,
    page.entry === undefined
      ? 'Give one of them another address.'
      : 'Give one of them another `slug` or `permalink` in its frontmatter.',
  )
}

function lineText({ place }: Where = {}): string {
  return place === undefined ? '' : `:${place.start.line}:${place.start.column}`
}

/** A plugin planned a page at an address that can't be one. */
export function pagePermalink(page: OwnedPage, problem: string): Message {
  return {
    ...message(
      'error',
      'page-permalink',
      {},
      `Plugin \`${page.owner}\` planned a page at \`${page.permalink}\`: ${problem}.`,
      'A permalink starts with `/` and stays inside the site.',
    ),
    plugin: page.owner,
  }
}

/** A page names a layout that is not there. */
export function layoutMissing(
  page: OwnedPage,
  where: Where,
  known: readonly string[],
  near: string | undefined,
): Message {
  const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`
  return message(
    'error',
    'layout-missing',
    where,
    `The page \`${page.permalink}\` asks for the layout \`${page.layout}\`, which does not exist.${hint}`,
    `Add \`layouts/${page.layout}.tsx\`, or use one of: ${known.join(', ')}.`,
  )
}

/** A layout threw while it was rendered, or while it asked for its props. */
export function layoutFailed(
  page: OwnedPage,
  where: Where,
  step: 'props' | 'component',
  reason: string,
): Message {
  return message(
    'error',
    'layout-failed',
    where,
    `The ${step === 'props' ? '`props` function' : 'component'} of this layout failed on the page \`${page.permalink}\`: ${reason}`,
    'Mend the layout; a value that an entry may lack needs a check.',
  )
}

/** The props of a layout hold something that is no plain data. */
export function propsNotPlain(page: OwnedPage, layoutPath: string, field: string, found: string): Message {
  return message(
    'error',
    'props-not-plain',
    { path: layoutPath },
    `The props of the page \`${page.permalink}\` hold ${found} at \`${field || 'props'}\`.`,
    'Return plain data from `props`; make elements of it in the component.',
  )
}

/** There is no content at all. */
export function siteEmpty(): Message {
  return message(
    'warning',
    'site-empty',
    {},
    'There is nothing to publish: no Markdown and no data files were found.',
    'Put a Markdown file here, such as `hello.md`, or into `content/posts/`; or name another folder.',
  )
}
