/** Posts that are about something: words of a topic among words that all use. The same for the same number. */

const topics = 20
const wordsOfTopic = 120
const commonWords = 400

/** A text such as `content/posts/0007.md`; posts follow each other day by day. */
export function generatedPost(number: number, words = 300): string {
  const random = randomFrom(number + 1)
  const topic = Math.floor(random() * topics)
  // Few words are used often, most seldom, as in any language.
  const pick = (count: number) => Math.floor(count * random() ** 3)
  const word = () =>
    random() < 0.3
      ? `topic${toLetters(topic)}${toLetters(pick(wordsOfTopic))}`
      : `word${toLetters(pick(commonWords))}`
  const sentence = () => Array.from({ length: 12 }, word).join(' ')
  const body = Array.from({ length: Math.ceil(words / 12) }, () => `${sentence()}.`)
  const day = new Date(Date.UTC(2000, 0, 1 + number)).toISOString().slice(0, 10)
  const tags = [`about-${topic}`, ...(random() < 0.3 ? [`about-${Math.floor(random() * topics)}`] : [])]
  return `---\ndate: ${day}\ntags: [${tags.join(', ')}]\n---\n\n# About ${word()} and ${word()}\n\n${body.join('\n\n')}\n`
}

/** The posts 0 to `count - 1`, by path. */
export function generatedPosts(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, number) => [pathOfPost(number), generatedPost(number)]),
  )
}

export function pathOfPost(number: number): string {
  return `content/posts/${String(number).padStart(4, '0')}.md`
}

function toLetters(number: number): string {
  return [...number.toString(26)]
    .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)))
    .join('')
}

/** mulberry32: a small generator of numbers from 0 to 1. */
function randomFrom(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
