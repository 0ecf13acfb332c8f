// A form with data-drafts="name" is kept as it is being typed, whole; one without keeps its fields with data-draft="…:name".
// A closed tab, a crash, an old session or a look at another page loses nothing. What is kept goes back into the boxes
// only where the record still says what it said when the typing began; over newer words only on purpose.
import {keep, kept, keptAs} from './kept.js';
import {say} from './draftline.js';

const dirty = new WeakSet()
const served = new WeakMap() // form: what the house says, by the names of its fields
const typedHere = new Set() // drafts begun since this page was opened: nobody has to be told of them
const NOT_TYPED = ['hidden', 'file', 'password', 'search', 'submit', 'button', 'reset']

const nameOf = form => form.dataset.drafts ?? form.querySelector('[data-draft]')?.dataset.draft.split(':').pop()
const keyOf = form => keptAs(form, nameOf(form))
const fieldsOf = form => [...form.elements].filter(each => each.name && (form.hasAttribute('data-drafts')
  ? 'kept' in each.dataset || !NOT_TYPED.includes(each.type)
  : each.dataset.draft))
const formsIn = root => [...(root.matches?.('form') ? [root] : []), ...root.querySelectorAll('form')].filter(nameOf)

const ticked = each => each.type === 'checkbox' || each.type === 'radio'
const now = each => ticked(each) ? each.checked && each.value : each.value
const asServed = each => {
  if (ticked(each)) return each.defaultChecked && each.value
  if (each.type === 'hidden') return each.dataset.served ??= each.value
  return each.options ? ([...each.options].find(option => option.defaultSelected) ?? each.options[0])?.value ?? '' : each.defaultValue
}
function said(form, read) {
  const words = {}
  for (const each of fieldsOf(form)) (words[each.name] ??= []).push(read(each))
  return words
}
const same = (one, other, name) => JSON.stringify(one[name] ?? []) === JSON.stringify(other[name] ?? [])
const only = (words, names) => Object.fromEntries(names.map(name => [name, words[name] ?? []]))

const togetherIn = form => [...form.querySelectorAll('[data-together] [name]')].filter(each => each.type !== 'submit').map(each => each.name)
// Rows that belong together (data-together) are kept all or none: a column alone would slip against the others.
function changed(form, was, is) {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(name => !same(was, is, name))
  const together = togetherIn(form)
  return names.some(name => together.includes(name)) ? [...new Set([...names, ...together])] : names
}

function write(form) {
  const was = served.get(form)
  const is = said(form, now)
  const names = changed(form, was, is)
  keep(keyOf(form), names.length ? {at: Date.now(), words: only(is, names), before: only(was, names)} : null)
  if (names.length) typedHere.add(keyOf(form))
}

function put(form, words) {
  const rows = form.querySelector('[data-together]')
  const stands = said(form, now)
  const next = {}
  for (const each of fieldsOf(form)) {
    const value = words[each.name]?.[next[each.name] = (next[each.name] ?? -1) + 1]
    if (value === undefined) continue
    if (ticked(each)) each.checked = value !== false; else each.value = value
    dirty.add(each)
    each.dispatchEvent(new Event('draftrestored', {bubbles: true}))
  }
  // More rows or fewer than stand there: the house draws them.
  const other = rows && Object.keys(words).some(name => rows.querySelector(`[name="${name}"]`) && words[name].length !== stands[name]?.length)
  if (other) htmx.ajax('POST', form.action, {source: rows, target: rows, select: `#${rows.id}`, swap: 'outerHTML', values: {...words, act: 'draft'}})
}

function restored(form, draft) {
  const throwAway = () => {
    const words = said(form, now)
    put(form, draft.before)
    keep(keyOf(form), null)
    fieldsOf(form).forEach(each => dirty.delete(each))
    say(form, fieldsOf(form), 'thrown', draft, {back: () => { put(form, words); write(form) }})
  }
  say(form, fieldsOf(form), 'restored', draft, {away: throwAway})
}

function older(form, draft, key) {
  const done = () => keep(key, null)
  say(form, fieldsOf(form), 'older', draft, {use: () => { put(form, draft.words); write(form); done() }, away: done})
}

// A draft is all there already (saved, or sent back with a refusal), or fits what it was begun on, or is older than that.
function meet(form) {
  const key = keyOf(form)
  const stands = said(form, asServed)
  served.set(form, stands)
  const draft = kept(key)
  if (draft) {
    const refused = form.parentElement.querySelector('[role=alert], .field--error')
    const back = refused ? togetherIn(form) : [] // rows come back as they were typed, but for empty ones
    const open = Object.keys(draft.words).filter(name => !same(stands, draft.words, name) && !back.includes(name))
    if (!open.length && !refused) keep(key, null)
    else if (open.every(name => same(stands, draft.before, name))) {
      served.set(form, {...stands, ...draft.before})
      put(form, only(draft.words, open))
      if (refused) write(form)
      else if (!typedHere.has(key)) restored(form, draft)
    } else {
      keep(`${key}:older`, draft)
      keep(key, null)
    }
  }
  const left = kept(`${key}:older`)
  if (left) older(form, left, `${key}:older`)
}

document.addEventListener('input', event => {
  dirty.add(event.target)
  const form = event.target.form
  if (served.has(form) && fieldsOf(form).includes(event.target)) write(form)
})

function forget(form) {
  for (const each of form.elements) dirty.delete(each)
  if (nameOf(form)) keep(keyOf(form), null)
}

document.addEventListener('submit', event => {
  const form = event.target
  if (event.defaultPrevented || form.method !== 'post' || !nameOf(form) || !kept(keyOf(form))) return
  const field = form.querySelector('input[name=draft]') ?? form.appendChild(Object.assign(document.createElement('input'), {type: 'hidden', name: 'draft'}))
  field.value = keyOf(form)
})

document.addEventListener('htmx:beforeSwap', event => {
  const {requestConfig, target, xhr} = event.detail
  if (requestConfig?.verb === 'post' && requestConfig.elt.matches('form') && xhr.status < 300) forget(requestConfig.elt)
  // A live redraw never wipes out what somebody is typing in that part of the page.
  if (requestConfig?.verb !== 'get' || !target.querySelectorAll) return
  const typed = [...target.querySelectorAll('input, textarea, select')].some(each => dirty.has(each) && each.isConnected)
  if (typed && target.hasAttribute('data-keep-typed')) {
    event.detail.shouldSwap = false
    if (xhr.getResponseHeader('X-Changed-By-Others')) target.querySelector('[data-stale]')?.removeAttribute('hidden')
  }
})

// A part that keeps the form at the house while it is typed (data-keeps): what it has kept is what the house says now.
const sent = new WeakMap()
document.addEventListener('htmx:beforeRequest', ({target}) => {
  if ('keeps' in target.dataset) sent.set(target, said(target.closest('form'), now))
})
document.addEventListener('htmx:afterRequest', ({target, detail}) => {
  if (!sent.has(target) || !detail.successful) return
  served.set(target.closest('form'), sent.get(target))
  write(target.closest('form'))
})
document.addEventListener('htmx:sendError', ({target}) => {
  if (target.dataset.unsaved) target.querySelector('span').textContent = target.dataset.unsaved
})

document.addEventListener('htmx:afterSwap', event => {
  const around = event.target.parentElement?.closest('form')
  if (around && served.has(around)) {
    write(around)
    // Rows that the house drew anew hold other words than those that were told of before.
    if (event.target.matches('[data-together]')) event.target.dispatchEvent(new Event('draftrestored', {bubbles: true}))
    return
  }
  formsIn(event.target).forEach(each => served.has(each) || meet(each))
})
// After htmx has come to know the page: what listens for a restored draft must hear of it.
document.addEventListener('DOMContentLoaded', () => formsIn(document).forEach(meet))
