// Steps by keyboard: Alt+arrow in a step presses its button, and the focus goes where the button says it belongs next.
import {composing} from './ime.js';

document.addEventListener('keydown', event => {
  if (!event.altKey || event.ctrlKey || event.metaKey || composing(event)) return
  const button = event.target.closest('[data-step]')?.querySelector(`[data-alt="${event.key}"]:not([disabled])`)
  if (button) { event.preventDefault(); button.click() }
})

// A swap takes the pressed button away: `data-then-focus` names the element that the work goes on with.
document.addEventListener('htmx:afterSettle', event => {
  const config = event.detail.requestConfig
  const pressed = config?.triggeringEvent?.submitter ?? config?.elt
  if (pressed?.dataset?.thenFocus) document.getElementById(pressed.dataset.thenFocus)?.focus()
})

// An opened question has the cursor in its box.
document.addEventListener('toggle', event => {
  const box = event.target.open ? event.target.querySelector?.('[data-opened]') : null
  box?.focus()
  box?.form.scrollIntoView({block: 'nearest'})
}, true)

// While that question is open a live redraw would take it away; the answer redraws the same part.
document.addEventListener('htmx:beforeSwap', event => {
  const live = event.detail.requestConfig?.verb === 'get'
  if (live && event.detail.target.querySelector?.('details[open] [data-opened]')) event.detail.shouldSwap = false
})

// Enter in the search box of a dialog goes to the first of what was found; nothing is chosen by it.
document.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || composing(event) || !event.target.matches?.('dialog input[aria-controls]')) return
  event.preventDefault()
  document.getElementById(event.target.getAttribute('aria-controls')).querySelector('button')?.focus()
})

// What was chosen in a dialog has changed the page behind it.
document.addEventListener('htmx:afterSwap', event => {
  const dialog = event.detail.requestConfig?.elt?.closest('dialog[open]')
  if (dialog && !dialog.contains(event.detail.target)) dialog.close()
})
