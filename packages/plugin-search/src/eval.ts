/** The door for programs that judge a search. */
export type { Found } from './query/found.js'
