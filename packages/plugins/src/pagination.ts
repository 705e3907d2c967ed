/** One part of a list that spreads over several pages; layouts read it from the page's params. */
export interface ListPart {
  permalink: string
  params: {
    /** From 1. */
    number: number
    /** How many parts there are, at least 1. */
    pages: number
    /** Entries on one page. */
    perPage: number
  }
}

/** The folder for what belongs to a page: its address, or that without the ending of a file. */
export function folderBeside(permalink: string): string {
  return permalink.endsWith('/') ? permalink : `${permalink.replace(/\.[^./]+$/, '')}/`
}

/** The parts of a list: the first has the list's own address, the others lie under `page/`. */
export function paginate(base: string, count: number, perPage: number): ListPart[] {
  const pages = Math.max(1, Math.ceil(count / perPage))
  return Array.from({ length: pages }, (_, index) => ({
    permalink: index === 0 ? base : `${folderBeside(base)}page/${index + 1}/`,
    params: { number: index + 1, pages, perPage },
  }))
}
