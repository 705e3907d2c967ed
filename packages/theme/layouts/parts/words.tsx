/** Every word that the theme itself says. Override this one file to speak another language. */
export const words = {
  skip: 'Skip to content',
  navigation: 'Main',
  feed: 'Feed',
  contents: 'On this page',
  tags: 'Tags',
  by: 'By',
  updated: 'Updated',
  minutes: (count: number) => `${count} min read`,
  posts: (count: number) => (count === 1 ? '1 post' : `${count} posts`),
  pagination: 'Pages',
  newer: 'Newer',
  older: 'Older',
  pageOf: (number: number, pages: number) => `Page ${number} of ${pages}`,
  around: 'More posts',
  related: 'Related',
  /** Why a post is related; the reasons of one post stand in a row, the first with a capital letter. */
  reasons: {
    terms: (field: string, names: string[]) =>
      `shares the ${field === 'tags' && names.length === 1 ? 'tag' : field} ${names.join(', ')}`,
    linksHere: 'links here',
    linkedHere: 'linked from here',
    linksBoth: 'links here, and is linked from here',
    series: (name: string) => `same series, ${name}`,
    text: (common: string[]) => `similar text: ${common.join(', ')}`,
  },
  archive: 'Archive',
  undated: 'Undated',
  empty: 'Nothing here yet.',
  lost: 'Page not found',
  lostText: 'There is nothing at this address. It may have moved, or it may never have been here.',
  toHome: 'Go to the home page',
  /** Heading of all terms of a field: `tags` is "Tags". */
  field: (field: string) => field.charAt(0).toUpperCase() + field.slice(1),
}
