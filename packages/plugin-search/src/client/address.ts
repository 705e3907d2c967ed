/** The query in the address of the page: `?q=`. */

/** What is remembered with an entry of the browser's history. */
export interface Chosen {
  filters: Record<string, string[]>
  sort: 'relevance' | 'date'
}

export type Address = ReturnType<typeof openAddress>

/** @param name Of the parameter; without one, the address stays as it is. */
export function openAddress(name: string) {
  // Several searches of a page share its history.
  const key = `blogSearch ${name}`
  /** Whether the query in the address is one to come back to. Else what is typed on replaces it. */
  let isSettled = true
  /** As the field makes a query of it, without lines and outer spaces: so what is restored is never a new entry. */
  const queryOf = () => (new URL(location.href).searchParams.get(name) ?? '').replace(/[\r\n]/g, '').trim()
  return {
    name,
    query: queryOf,
    chosen: (): Partial<Chosen> => history.state?.[key] ?? {},
    settle() {
      isSettled = true
    },
    /** Back leads to the last query that was settled, and from the first one to the page as it was. */
    write(query: string, chosen: Chosen) {
      if (!name) return
      const address = new URL(location.href)
      if (query) address.searchParams.set(name, query)
      else address.searchParams.delete(name)
      const isNew = isSettled && query !== queryOf()
      if (isNew) isSettled = false
      const state = { ...history.state, [key]: chosen }
      // Browsers refuse what comes too often; the search itself does not depend on it.
      try {
        history[isNew ? 'pushState' : 'replaceState'](state, '', address)
      } catch {}
    },
  }
}
