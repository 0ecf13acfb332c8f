// Steps by keyboard: Alt+arrow in a step presses its button, and the focus goes where the button says it belongs next.
import {composing} from './ime.js';

document.addEventListener('keydown', event => {
  if (!event.altKey || event.ctrlKey || event.metaKey || composing(event)) return
  const button = event.target.closest('[data-step]')?.querySelector(`[data-alt="${event.key}"]:not([disabled])`)
  if (button) { event.preventDefault(); button.click() }
})

// A swap takes the pressed button away: `data-then-focus` names the element that the work goes on with, or several, of
// which the first counts that is there. A live redraw that comes before the next key must not lose it again.
let wanted = ''
for (const going of ['keydown', 'pointerdown']) addEventListener(going, () => { wanted = '' }, true)
document.addEventListener('htmx:afterSettle', event => {
  const config = event.detail.requestConfig
  const pressed = config?.triggeringEvent?.submitter ?? config?.elt
  const next = pressed?.dataset?.thenFocus?.split(' ').map(id => document.getElementById(id)).find(Boolean)
  if (next) wanted = next.id
  const lost = wanted && document.activeElement === document.body
  ;(next ?? (lost ? document.getElementById(wanted) : null))?.focus()
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

// Reasons that stand open (data-choices) are chosen by their numbers; Enter takes the one that is chosen.
addEventListener('keydown', event => {
  const open = document.querySelector('details[open][data-choices]')
  if (!open || composing(event) || event.ctrlKey || event.altKey || event.metaKey || event.target.matches?.('input:not([type=radio]), textarea')) return
  const choice = open.querySelectorAll('[type=radio]')[Number(event.key) - 1]
  if (choice) { choice.checked = true; choice.focus() }
  else if (event.key === 'Enter' && event.target.matches?.('[type=radio]')) open.querySelector('button').click()
  else return
  event.preventDefault()
  event.stopImmediatePropagation()
}, true)

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
