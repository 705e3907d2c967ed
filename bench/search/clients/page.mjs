/** A page with a field and five hits, the same for all engines: scripts with the page, the index with the focus. */

// @ts-expect-error: each engine is served under this name.
import { find, prepare } from '/engine.mjs'

const field = document.querySelector('input')
const list = document.querySelector('ol')

field?.addEventListener('focus', () => prepare(), { once: true })
field?.addEventListener('input', async () => {
  /** @type {{ url: string, title: string, excerpt?: string }[]} */
  const hits = await find(field.value, 5)
  list?.replaceChildren(...hits.map(itemOf))
})

/** For queries of which only the addresses are wanted, in their order. */
Reflect.set(window, 'addressesOf', async (/** @type {string} */ query, /** @type {number} */ limit) => {
  await prepare()
  const hits = await find(query, limit)
  return hits.map((/** @type {{ url: string }} */ { url }) => url)
})

/** @param {{ url: string, title: string, excerpt?: string }} hit */
function itemOf({ url, title, excerpt = '' }) {
  const link = document.createElement('a')
  link.href = url
  link.textContent = title
  const text = document.createElement('p')
  // An excerpt with marks is HTML, as Pagefind gives it.
  text.innerHTML = excerpt
  const item = document.createElement('li')
  item.append(link, text)
  return item
}
