// Keys after one that leads to another page belong to that page: kept for it here, taken over by early.js there.
import {composing} from './ime.js';

const LEAVES_WITHIN = 1500 // ms; a link that leads nowhere (a file) gives back what was kept
let forNext = null
let aheadTimer = 0

function leads(event) {
  const link = event.target.closest?.('a[href]')
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return false
  const elsewhere = link.origin === location.origin && link.pathname + link.search !== location.pathname + location.search
  return elsewhere && !link.target && !link.hasAttribute('download') && !link.closest('[hx-boost], [hx-get]')
}

addEventListener('click', event => {
  if (!leads(event)) return
  forNext = []
  clearTimeout(aheadTimer)
  aheadTimer = setTimeout(giveBack, LEAVES_WITHIN)
})

addEventListener('keydown', event => {
  const box = event.target.closest?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog')
  if (!forNext || box || composing(event) || event.ctrlKey || event.altKey || event.metaKey) return
  if (event.key.length > 1 && event.key !== 'Escape' && event.key !== 'Enter') return
  event.preventDefault()
  event.stopImmediatePropagation()
  if (event.repeat) return // a key that is held down was pressed once
  forNext.push(event.key)
  sessionStorage.setItem('pressed-ahead', JSON.stringify({at: Date.now(), keys: forNext}))
}, true)

// Still here: they were meant for this page.
function giveBack() {
  const back = forNext ?? []
  forNext = null
  sessionStorage.removeItem('pressed-ahead')
  back.forEach(press)
}
addEventListener('pageshow', event => { if (event.persisted) { clearTimeout(aheadTimer); forNext = null } })

// As if it were pressed now: into the box with the cursor, else to whatever listens for keys.
export function press(key) {
  const at = document.activeElement ?? document.body
  if (at.matches('input:not([type=checkbox]):not([type=radio]), textarea')) return key.length === 1 && document.execCommand('insertText', false, key)
  if (key === 'Enter' && at.matches('a, button, summary')) return at.click()
  at.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}))
}
