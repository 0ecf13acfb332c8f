// What is being typed is kept in this browser until it has arrived, so a closed tab, a crash or an old session loses nothing.
const key = element => `draft:${location.pathname}:${element.dataset.draft}`
const dirty = new WeakSet()

function restore(root) {
  for (const element of root.querySelectorAll('[data-draft]')) {
    const kept = localStorage.getItem(key(element))
    if (kept && !element.value) {
      element.value = kept
      dirty.add(element)
      element.dispatchEvent(new Event('draftrestored', {bubbles: true}))
    }
  }
}

document.addEventListener('input', event => {
  const element = event.target
  dirty.add(element)
  if (!element.dataset?.draft) return
  if (element.value) localStorage.setItem(key(element), element.value)
  else localStorage.removeItem(key(element))
})

function forget(form) {
  for (const element of form.querySelectorAll('input, textarea, select')) {
    dirty.delete(element)
    if (element.dataset.draft) localStorage.removeItem(key(element))
  }
}

// A plain form leaves the page: forget only when the next page says that the words arrived.
document.addEventListener('htmx:afterRequest', event => {
  const form = event.detail.elt.closest?.('form')
  if (form && event.detail.requestConfig.verb === 'post' && event.detail.successful) forget(form)
})
for (const arrived of document.querySelectorAll('[data-arrived]')) {
  for (const name of Object.keys(localStorage)) if (name.startsWith('draft:') && name.endsWith(`:${arrived.dataset.arrived}`)) localStorage.removeItem(name)
}

// A live redraw never wipes out what somebody is typing in that part of the page.
document.addEventListener('htmx:beforeSwap', event => {
  const target = event.detail.target
  if (event.detail.requestConfig?.verb !== 'get' || !target.querySelectorAll) return
  const typed = [...target.querySelectorAll('input, textarea, select')].some(each => dirty.has(each) && each.isConnected)
  if (typed && target.hasAttribute('data-keep-typed')) {
    event.detail.shouldSwap = false
    target.querySelector('[data-stale]')?.removeAttribute('hidden')
  }
})

document.addEventListener('htmx:afterSwap', event => restore(event.detail.target))
restore(document)
