// data-hotkey="r" presses or focuses its element; "g i" is two keys after another. Never while typing or converting.
import {composing} from './ime.js';

let waiting = ''
let timer = 0
const typing = element => element.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]')

function act(element) {
  if (element.matches('input:not([type=checkbox]):not([type=radio]), textarea, select')) element.focus()
  else element.click()
  if (element.dataset.focuses) document.getElementById(element.dataset.focuses)?.focus()
}

// What a closed menu holds has its key all the same.
const reachable = element => (element.closest('details.menu, details.ringing-more') ?? element).checkVisibility()

// A page's own element comes before one in the header: "/" goes to the page's box, else to the search page. Who is
// calling comes before all.
function find(keys) {
  const all = [...document.querySelectorAll('[data-hotkey]')].filter(each => each.dataset.hotkey.split(',').includes(keys) && reachable(each))
  return all.find(each => each.closest('.call-now')) ?? all.find(each => !each.closest('.header')) ?? all[0]
}

document.addEventListener('keydown', event => {
  if (composing(event)) return
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return send(event)
  if (event.key === 'Escape' && typing(event.target) && !event.target.closest('dialog')) return event.target.blur()
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('dialog[open]')) return
  if (event.key === '?') return document.getElementById('keys').showModal()
  const menu = document.querySelector('details.menu[open]')
  if (event.key === 'Escape' && menu) { menu.open = false; return menu.querySelector('summary').focus() }
  if (event.key === 'Escape') return find('Escape')?.click()
  if ('jkx'.includes(event.key)) return move(event.key)
  const keys = waiting ? `${waiting} ${event.key}` : event.key
  const element = find(keys) ?? find(event.key)
  waiting = event.key === 'g' && !waiting ? 'g' : ''
  clearTimeout(timer)
  timer = setTimeout(() => { waiting = '' }, 1200)
  if (element) { event.preventDefault(); act(element) }
})

function send(event) {
  const form = event.target.closest('form')
  if (!form) return
  event.preventDefault()
  // A part of a form may end it in its own way: an answer that was told solves.
  const button = event.target.closest('[data-sends]')?.querySelector('button') ?? form.querySelector('[data-send]')
  if (!button?.disabled) form.requestSubmit(button ?? undefined) // disabled: on its way already
}

function move(key) {
  const rows = [...document.querySelectorAll('[data-row]')]
  const at = rows.indexOf(document.activeElement.closest('[data-row]'))
  if (key === 'x') return rows[at]?.querySelector('input[type=checkbox]')?.click()
  const next = rows[Math.max(0, Math.min(rows.length - 1, at + (key === 'j' ? 1 : -1)))]
  const focused = next?.querySelector('a')
  focused?.focus()
  next?.scrollIntoView({block: 'nearest'})
}
