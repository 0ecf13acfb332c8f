// data-open-dialog="id" opens a dialog; a click outside or Escape closes it; menus close when the focus leaves them.
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
  event.detail.elt.closest?.('form')?.querySelectorAll('button[disabled]').forEach(button => { button.disabled = false })
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
  document.getElementById(one.closest('[data-picks]').dataset.picks).value = one.value
  htmx.ajax('GET', `${one.dataset.facts}`, '#caller-facts')
  const found = one.closest('[data-picks]')
  found.replaceChildren()
  document.querySelector(`[aria-controls="${found.id}"]`)?.focus()
})
