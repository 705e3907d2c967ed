/** Puts a button beside each block of code that copies it. Without this script there is no button. */

/** What the button says, and what is said when it was pressed; pages of another language bring their own. */
const words = {
  copy: 'Copy',
  copied: 'Copied',
  selected: 'Selected; press Ctrl+C',
  ...JSON.parse(document.getElementById('code-words')?.textContent ?? '{}'),
}

/** Read aloud by screen readers whenever its text changes. */
const status = make('span', 'code-status')
status.setAttribute('role', 'status')

/** How long the button says that it has worked, in milliseconds. */
const shown = 2000

const blocks = document.querySelectorAll<HTMLElement>('pre > code:only-child')
for (const code of blocks) addButton(code, code.parentElement as HTMLElement)
if (blocks.length > 0) document.body.append(status)

function addButton(code: HTMLElement, pre: HTMLElement): void {
  const button = make('button', 'code-copy')
  button.type = 'button'
  button.textContent = words.copy
  let timer = 0
  button.addEventListener('click', async () => {
    const said = (await copy(code)) ? words.copied : words.selected
    button.textContent = status.textContent = said
    clearTimeout(timer)
    timer = setTimeout(() => {
      button.textContent = words.copy
      status.textContent = ''
    }, shown)
  })
  // Beside the block, not in it: there it would scroll with the code, and be copied by hand.
  const frame = make('div', 'code-frame')
  pre.replaceWith(frame)
  frame.append(pre, button)
}

/** Lines that were taken out stay out. Where the clipboard is not to be had, the code is selected instead. */
async function copy(code: HTMLElement): Promise<boolean> {
  const copied = code.cloneNode(true) as HTMLElement
  for (const line of copied.querySelectorAll('del.line')) line.remove()
  try {
    await navigator.clipboard.writeText((copied.textContent ?? '').replace(/\n$/, ''))
    return true
  } catch {
    getSelection()?.selectAllChildren(code)
    return false
  }
}

function make<Name extends keyof HTMLElementTagNameMap>(name: Name, className: string) {
  const element = document.createElement(name)
  element.className = className
  return element
}
