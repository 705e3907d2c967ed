/** The element `<blog-search>`: what is typed, asked, answered and chosen. */
import type { Search } from '../query/found.js'
import { type Address, openAddress } from './address.js'
import { type Answers, openAnswers } from './answers.js'
import { type Filters, openFilters } from './filters.js'
import { createFrame, type Frame } from './frame.js'
import { Inquiry } from './inquiry.js'
import { onKey } from './keys.js'
import { listenUntil } from './listen.js'
import { type Options, openOptions } from './options.js'
import { openPanel, type Panel } from './panel.js'
import { fixedFilters, freeId, isFirst, languageOf, parameterOf } from './place.js'
import { isShortcut } from './shortcut.js'
import { openSuggestions, type Suggestions } from './suggestions.js'
import { readWords, type SearchWords } from './words.js'

/** Node has no elements; there the class is only a name, so that the door can be opened. */
const Element = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement

/**
 * A field, and below it what was found. What stands in the element is shown until the script has run.
 *
 * | Attribute | |
 * | --- | --- |
 * | `index` | Address of the folder of the index. Default: what `<meta name="blog-search">` says. |
 * | `label` | What the field is called. Default: `Search`, or the word for it. |
 * | `suggestions` | Queries to try, with a bar between; empty, none. Default: those of the index, on focus. |
 * | `filter-…` | A value that pages must have, as in `filter-company="companies/klarna"`. |
 * | `parameter` | Of the page's address; empty, the address stays as it is. Default: `q`. |
 * | `shortcuts` | `off`: no key opens it. |
 */
export abstract class BlogSearch extends Element {
  /** What is searched. Made when it is first needed; a test, or a page with an index of its own, may set it. */
  search: Search | undefined

  #frame!: Frame
  #options!: Options
  #panel!: Panel
  #address!: Address
  #inquiry!: Inquiry
  #filters!: Filters
  #suggestions!: Suggestions
  #listening: AbortController | undefined
  /** Where the focus was when a key brought it here. */
  #before: HTMLElement | undefined

  connectedCallback(): void {
    this.#build()
    this.#listen()
    this.#restore()
  }

  disconnectedCallback(): void {
    this.#inquiry.cancel()
    this.#listening?.abort()
  }

  /** Shows what there is, and brings the focus to the field. */
  open(): void {
    this.#frame.input.focus()
    this.#panel.show(true)
  }

  /** Hides what was found; it is kept. */
  close(): void {
    if (!this.#panel.isOpen()) return
    this.#address.settle()
    this.#panel.show(false)
  }

  /** Makes what is searched, unless `search` is set. */
  protected abstract openSearch(): Search

  #build(): void {
    const id = freeId()
    const words = readWords()
    const frame = createFrame(words, id, this.getAttribute('label') ?? words.search)
    const { field, input, list, panel, status } = frame
    this.#frame = frame
    this.#options = openOptions(input, list)
    this.#panel = openPanel(frame, this.#options)
    const parameter = parameterOf(this)
    this.#address = openAddress(isFirst(this, (other) => parameterOf(other) === parameter) ? parameter : '')
    this.#inquire(words, openAnswers(frame, words, languageOf(this), id))
    this.replaceChildren(field, panel, status)
    this.#suggestions = openSuggestions(this, frame, words, this.#inquiry)
    if (this.#hasShortcuts() && isFirst(this, () => true))
      input.setAttribute('aria-keyshortcuts', '/ Control+K Meta+K')
    this.#panel.show(false)
  }

  #inquire(words: SearchWords, answers: Answers): void {
    const [frame, fixed] = [this.#frame, fixedFilters(this)]
    answers.none()
    this.#inquiry = new Inquiry({
      input: frame.input,
      options: this.#options,
      panel: this.#panel,
      answers,
      address: this.#address,
      fixed,
      search: () => (this.search ??= this.openSearch()),
    })
    this.#filters = openFilters(frame, words, this.#inquiry, fixed)
  }

  #listen(): void {
    const { input, list, more, clear, sort, filter, filters } = this.#frame
    this.#listening = new AbortController()
    const on = listenUntil(this.#listening.signal)
    on(input, 'focus', () => this.#focused())
    on(input, 'click', () => this.#panel.show(true))
    on(input, 'input', (event) => (event as InputEvent).isComposing || this.#inquiry.typed())
    on(input, 'compositionend', () => this.#inquiry.typed())
    on(input, 'keydown', (event) =>
      onKey(event, {
        options: this.#options,
        isOpen: this.#panel.isShown(),
        isAnswered: this.#inquiry.isAnswered,
        show: () => this.#panel.show(true),
        more: () => !more.hidden && this.#more(),
        submit: () => this.#submit(),
      }),
    )
    on(this, 'keydown', (event) => event.key === 'Escape' && this.#escape(event))
    // The focus stays where it is, unless something else can have it.
    on(this, 'mousedown', (event) => {
      if (!(event.target as Element).closest('input, select, button')) event.preventDefault()
    })
    on(list, 'click', (event) => event.ctrlKey || event.metaKey || event.shiftKey || this.close())
    on(more, 'click', () => this.#more())
    on(clear, 'click', () => {
      this.#inquiry.ask('')
      input.focus()
    })
    on(sort, 'change', () => this.#changed())
    on(filters, 'change', () => this.#changed())
    on(filter, 'click', () => this.#filters.offer(filters.hidden))
    on(window, 'popstate', () => this.#restore())
    on(document, 'keydown', (event) => this.#pressed(event))
    const outside = ({ target }: Event) => target instanceof Node && !this.contains(target) && this.close()
    on(document, 'pointerdown', outside)
    on(document, 'focusin', outside)
  }

  async #changed(): Promise<void> {
    await this.#filters.changed()
    // The list that was chosen from hides, and takes the focus away with it.
    if (this.#frame.bar.hidden) this.#frame.input.focus()
  }

  #hasShortcuts(): boolean {
    return this.getAttribute('shortcuts') !== 'off'
  }

  #pressed(event: KeyboardEvent): void {
    if (
      !isShortcut(event) ||
      !this.#hasShortcuts() ||
      !isFirst(this, (other) => other.getClientRects().length)
    )
      return
    event.preventDefault()
    this.#before = document.activeElement as HTMLElement
    this.open()
    this.#frame.input.select()
  }

  /** Closes; then empties the field; then goes back to where the reader came from. */
  #escape(event: KeyboardEvent): void {
    if (event.isComposing) return
    event.preventDefault()
    const { input } = this.#frame
    const isAwaited = this.#panel.isOpen() && input.value.trim() && !this.#inquiry.isAnswered
    if (this.#panel.isShown() || isAwaited) {
      input.focus()
      this.close()
    } else if (input.value) {
      this.#inquiry.ask('')
      this.close()
    } else {
      input.blur()
      this.#before?.focus()
    }
  }

  /** The first moment at which anything is asked for: whoever comes here wants to search. */
  async #focused(): Promise<void> {
    this.#panel.show(true)
    await this.#suggestions.load()
    this.#panel.show()
  }

  async #submit(): Promise<void> {
    const isThere = this.#panel.isShown() && this.#inquiry.isAnswered
    this.#panel.show(true)
    if (!isThere && !(await this.#inquiry.find())) return
    this.#address.settle()
    this.#options.to(0)
  }

  #more(): true {
    const { more, input } = this.#frame
    if (!this.#inquiry.isAnswered) return true
    const from = this.#options.all().length
    this.#inquiry.find(true).then((isThere) => {
      if (!isThere) return
      const first = this.#options.all()[from]
      if (document.activeElement === input) this.#options.to(from)
      // A button that hides takes the focus away with it.
      else if (more.hidden) (first ?? input).focus()
    })
    return true
  }

  /** What the address says: when the page was loaded, and when the reader went back to another query. */
  #restore(): void {
    const { input } = this.#frame
    const query = this.#address.query()
    if (!this.#address.name || query === input.value.trim()) return
    this.#address.settle()
    this.#filters.restore(this.#address.chosen())
    this.#inquiry.ask(query)
    if (!query) this.close()
    else if (document.activeElement === document.body) input.focus({ preventScroll: true })
  }
}
