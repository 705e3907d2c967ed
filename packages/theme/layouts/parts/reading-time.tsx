/** Minutes to read so many words, at least 1, at 220 words a minute. */
export function readingTime(words: number): number {
  return Math.max(1, Math.round(words / 220))
}
