// A search has ended when its page is left: the list shown last is told then. Nothing is told while somebody types,
// and nothing of a list that is not of the words in the box.
import {token} from './csrf.js';
const plain = words => words.trim().split(/\s+/).join(' ')

addEventListener('pagehide', () => {
  const shown = document.querySelector('[data-finished]')
  const box = document.querySelector('input[type=search][name=q]')
  if (!shown || !box || plain(box.value) !== plain(shown.dataset.words)) return
  const form = new FormData()
  form.set('csrfmiddlewaretoken', token())
  form.set('shown', shown.dataset.seal)
  navigator.sendBeacon(shown.dataset.finished, form)
})
