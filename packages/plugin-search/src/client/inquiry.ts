/** What is asked of an index, and which answer counts: the latest question's. */
import type { Search } from '../query/found.js'
import type { Address, Chosen } from './address.js'
import type { Answers } from './answers.js'
import type { Options } from './options.js'
import type { Panel } from './panel.js'
import { spelled } from './place.js'

/** How long to wait whether more is typed, in milliseconds. */
const pause = 100

/** An answer that takes longer is waited for visibly. What comes and goes at once would only be in the way. */
const patience = 300

/** Hits at a time. */
const limit = 5

/** What an inquiry is about and where its answers go. */
export interface InquiryParts {
  input: HTMLInputElement
  options: Options
  panel: Panel
  answers: Answers
  address: Address
  /** What the page has chosen: values by field, without capitals. */
  fixed: Readonly<Record<string, string[]>>
  /** May throw where there is no index. */
  search(): Search
}

export class Inquiry {
  chosen: Chosen = { filters: {}, sort: 'relevance' }
  readonly #parts: InquiryParts
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Number of the latest question. */
  #turn = 0
  #offset = 0
  /** Whether what is shown answers what stands in the field. */
  isAnswered = false

  constructor(parts: InquiryParts) {
    this.#parts = parts
  }

  /** Something was typed: what was asked before is out of date from now on. */
  typed(): void {
    this.cancel()
    this.#parts.panel.show(true)
    this.#timer = setTimeout(() => this.find(), this.#query() ? pause : 0)
  }

  cancel(): void {
    clearTimeout(this.#timer)
    this.#turn++
    this.isAnswered = false
  }

  /** Looks for something else. */
  ask(query: string): Promise<boolean> {
    this.#parts.input.value = query
    this.#parts.panel.show(true)
    return this.find()
  }

  /**
   * Looks for what stands in the field.
   *
   * @param isMore The hits behind those that are shown.
   * @returns Whether there is an answer, and no later question.
   */
  async find(isMore = false): Promise<boolean> {
    const { answers, panel, address, fixed, options } = this.#parts
    const query = this.#query()
    this.cancel()
    const turn = this.#turn
    this.#offset = isMore ? this.#offset + limit : 0
    address.write(query, this.chosen)
    if (query) answers.wait()
    else answers.none()
    panel.show()
    if (!query) return false
    const { filters, sort } = this.chosen
    const waiting = setTimeout(() => {
      if (turn === this.#turn) answers.linger()
      panel.show()
    }, patience)
    const how = { sort, offset: this.#offset, limit }
    const found = await this.attempt(
      async (search) => {
        const all = { ...filters, ...(await spelled(fixed, search)) }
        return search.find(query, { ...how, filters: all })
      },
      () => turn === this.#turn,
    )
    clearTimeout(waiting)
    if (!found || turn !== this.#turn) return false
    if (!isMore) options.to(-1)
    answers.found(found, query, isMore, Object.keys(filters).length > 0)
    this.isAnswered = true
    panel.show()
    return true
  }

  /** Asks something else. Where that fails, it is said why, if anybody waits for the answer. */
  async attempt<Answer>(
    ask: (search: Search) => Promise<Answer>,
    isWanted: () => boolean,
  ): Promise<Answer | undefined> {
    const { answers, panel, input, search } = this.#parts
    try {
      return await ask(search())
    } catch (error) {
      const again = () => {
        input.focus()
        this.find()
      }
      if (isWanted()) answers.problem(error, again)
      panel.show()
      return undefined
    }
  }

  #query(): string {
    return this.#parts.input.value.trim()
  }
}
