/** `1 article`, `20 articles`. */
export function countedArticles(count: number): string {
  return count === 1 ? '1 article' : `${count} articles`
}
