// data-open-dialog="id" opens a dialog; a click outside or Escape closes it; menus close when the focus leaves them.
import {composing} from './ime.js';

document.addEventListener('click', event => {
  const opener = event.target.closest('[data-open-dialog]')
  if (opener) { event.preventDefault(); document.getElementById(opener.dataset.openDialog)?.showModal() }
  if (event.target.matches('dialog')) event.target.close()
  for (const menu of document.querySelectorAll('details.menu[open]')) if (!menu.contains(event.target)) menu.open = false
})

// Toasts stay long enough to be read: six seconds and a tenth for each letter; those with a button stay until used.
const fade = toast => {
  if (!toast.querySelector('button, a')) setTimeout(() => toast.remove(), 6000 + toast.textContent.length * 100)
}
document.querySelectorAll('.toast').forEach(fade)
document.addEventListener('htmx:load', event => event.detail.elt.querySelectorAll?.('.toast').forEach(fade))

// One sending per press: a button that was pressed waits for its answer.
document.addEventListener('submit', event => {
  const button = event.submitter
  if (!button || event.defaultPrevented && !event.target.hasAttribute('hx-post') || event.target.method === 'dialog' || event.target.method === 'get') return
  setTimeout(() => { button.disabled = true })
  const bytes = [...event.target.querySelectorAll('input[type=file]')].flatMap(field => [...field.files]).reduce((sum, file) => sum + file.size, 0)
  setTimeout(() => { button.disabled = false }, 8000 + bytes / 20)
})
document.addEventListener('htmx:afterRequest', event => {
  event.detail.elt.closest?.('form')?.querySelectorAll('button[disabled]:not([hidden])').forEach(button => { button.disabled = false })
})

// A tab that shows a writing box puts the cursor into it.
document.addEventListener('change', event => {
  if (event.target.dataset.focuses) document.getElementById(event.target.dataset.focuses)?.focus()
})

// A candidate from a list of people becomes the form's person, without leaving what is typed.
document.addEventListener('click', event => {
  const one = event.target.closest('[data-picks] .callers__one')
  if (!one) return
  event.preventDefault()
  const picked = document.getElementById(one.closest('[data-picks]').dataset.picks)
  picked.value = one.value
  picked.dispatchEvent(new Event('input', {bubbles: true}))
  htmx.ajax('GET', `${one.dataset.facts}`, '#caller-facts')
  picked.dispatchEvent(new Event('imeinput', {bubbles: true}))
  const found = one.closest('[data-picks]')
  found.replaceChildren()
  ;(document.getElementById(found.dataset.thenFocus ?? '') ?? document.querySelector(`[aria-controls="${found.id}"]`))?.focus()
})
// Enter takes the first candidate, never the form; ↓ goes into the list.
document.addEventListener('keydown', event => {
  const list = event.target.matches?.('input[aria-controls]') && document.getElementById(event.target.getAttribute('aria-controls'))
  if (!list || composing(event) || !('picks' in list.dataset) || !['Enter', 'ArrowDown'].includes(event.key) || event.ctrlKey) return
  event.preventDefault()
  const first = list.querySelector('.callers__one')
  if (event.key === 'Enter') first?.click(); else first?.focus()
})
// data-fills="device": what stands on the button goes into that box, and the cursor with it: the button may be gone.
document.addEventListener('click', event => {
  const box = document.getElementById(event.target.closest?.('[data-fills]')?.dataset.fills ?? '')
  if (!box) return
  box.value = event.target.closest('[data-fills]').value
  box.focus()
  box.dispatchEvent(new Event('input', {bubbles: true}))
})
document.addEventListener('draftrestored', event => {
  const {facts} = event.target.dataset
  if (facts) htmx.ajax('GET', facts.replace('/0/', `/${event.target.value || 0}/`), '#caller-facts')
})
