// "I am writing" is said with the next sign of life while a public answer is being typed, and at once when it begins.
// The answer is sent with the version that was on the screen when its first word was written: whoever was quicker is named.
import {token} from './csrf.js';

let writing = false
let seen = ''
const onScreen = () => document.querySelector('[name=seen][form=reply-form]')?.value ?? ''

document.addEventListener('input', event => {
  if (!event.target.matches?.('[data-writing]')) return
  const now = event.target.value.trim() !== ''
  if (now !== writing) {
    writing = now
    seen = onScreen()
    document.body.dispatchEvent(new Event('su:writing'))
  }
})

// Whoever leaves says so, and is not taken for somebody who is still looking.
addEventListener('pagehide', () => {
  const address = document.getElementById('present')?.getAttribute('hx-post')
  if (address) navigator.sendBeacon(address, new URLSearchParams({gone: '1', csrfmiddlewaretoken: token()}))
})

document.addEventListener('htmx:configRequest', event => {
  if (event.detail.elt.id === 'present') event.detail.parameters.append('writing', writing ? '1' : '0')
  if (event.detail.elt.id === 'reply-form' && seen) event.detail.parameters.set('seen', seen)
})

// After a refusal the writer has been told: from here on the version on the screen counts.
document.addEventListener('htmx:afterSettle', event => {
  if (event.detail.target.id !== 'composer' && event.detail.elt.id !== 'composer') return
  writing = Boolean(document.querySelector('[data-writing]')?.value.trim())
  seen = ''
  // The cursor goes to what was refused: the box that has to be ticked or filled; where there is none, the reason, unless it
  // stands in the text still.
  const refusal = document.querySelector('#composer form .refusal[data-field]')
  const {field} = refusal?.dataset ?? {}
  const box = field && refusal.closest('form').querySelector(`[name="${CSS.escape(field)}"]:not([type=hidden])`)
  setTimeout(() => (box || (document.activeElement === document.body ? refusal : null))?.focus())
})
