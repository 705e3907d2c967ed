/** The option that the arrow keys are at. The focus stays in the field, which says where they are. */

export type Options = ReturnType<typeof openOptions>

export function openOptions(input: HTMLElement, list: HTMLElement) {
  let active: HTMLElement | undefined
  const all = () => [...list.querySelectorAll<HTMLElement>('[role=option]')]
  /** Beyond either end there is none. */
  const to = (at: number) => {
    if (active) active.ariaSelected = 'false'
    active = all()[at]
    input.setAttribute('aria-activedescendant', active?.id ?? '')
    if (!active) return
    active.ariaSelected = 'true'
    active.scrollIntoView({ block: 'nearest' })
  }
  const at = () => (active ? all().indexOf(active) : -1)
  return {
    all,
    to,
    at,
    active: () => active,
    /** One on or back, from the field to the first or last one, and from those to the field. */
    move(step: 1 | -1) {
      const count = all().length
      to(active ? at() + step : step > 0 ? 0 : count - 1)
    },
  }
}
