/** The syntax of directives, for threads to load as they load the callouts that are made of it. */
export { default } from 'remark-directive'
