/** The door for pages: the element `<blog-search>`. */
export type { Search } from '../query/found.js'
