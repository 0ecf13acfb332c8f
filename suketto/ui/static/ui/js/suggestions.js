// <input type=search aria-controls="answers">: ArrowDown enters what was found, the arrows walk there, and Escape or
// ArrowUp from the first leads back into the box. While a word is being converted the arrows belong to the input method.
import {composing} from './ime.js';

const boxes = () => [...document.querySelectorAll('input[type=search][aria-controls]')]
const foundBy = box => document.getElementById(box.getAttribute('aria-controls'))
// Where some are marked as stops the rest (filters, menus) is passed over.
const stops = found => {
  const all = [...found.querySelectorAll('a[href], button, summary')].filter(each => each.checkVisibility())
  const marked = all.filter(each => 'stop' in each.dataset)
  return marked.length ? marked : all
}

function step(event) {
  const box = boxes().find(each => each === event.target || foundBy(each)?.contains(event.target))
  if (!box || !foundBy(box)) return null
  const all = stops(foundBy(box))
  const at = all.indexOf(event.target)
  if (event.target === box) return event.key === 'ArrowDown' ? all[0] : null
  if (at < 0) return null
  if (event.key === 'Escape' || (event.key === 'ArrowUp' && at === 0)) return box
  return all[Math.min(all.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1))]
}

// Before the other keys of the page: Escape among the suggestions must not leave the page or close the dialog.
document.addEventListener('keydown', event => {
  if (composing(event) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
  if (!['ArrowDown', 'ArrowUp', 'Escape'].includes(event.key)) return
  const next = step(event)
  if (!next) return
  event.preventDefault()
  event.stopImmediatePropagation()
  next.focus()
}, true)
