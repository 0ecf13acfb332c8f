// How many rows are chosen, beside what can be done with them. What somebody else does redraws the list: what was chosen
// stays chosen, what left the list is told, and the list stays as long as it was.
const boxes = () => [...document.querySelectorAll('[data-row] [type=checkbox]')]
const ofList = event => event.detail.target.id === 'list'
let chosen = []
let at = '' // the box that has the focus

function count() {
  const bar = document.querySelector('[data-chosen]')
  if (!bar) return
  const here = boxes().filter(each => each.checked).length
  const left = chosen.length - here
  bar.textContent = bar.dataset.chosen.replace('{}', here) + (left > 0 ? bar.dataset.left.replace('{}', left) : '')
}
function choose() {
  chosen = boxes().filter(each => each.checked).map(each => each.value)
  count()
}
document.addEventListener('change', event => { if (event.target.closest('[data-row]')) choose() })
document.addEventListener('htmx:configRequest', event => {
  if (event.detail.elt.id === 'list') event.detail.parameters.set('shown', boxes().length)
})
document.addEventListener('htmx:beforeSwap', event => {
  if (!ofList(event)) return
  choose()
  at = document.activeElement.closest('[data-row]') && document.activeElement.value
})
document.addEventListener('htmx:afterSwap', event => {
  if (ofList(event)) for (const each of boxes()) {
    each.checked = chosen.includes(each.value)
    if (each.value === at) each.focus({preventScroll: true})
  }
  count()
})
addEventListener('pageshow', choose)
