// <a data-offer="text">: what may follow in the search box goes into it, and the person goes on typing. With data-more
// it goes behind what stands there.
document.addEventListener('click', event => {
  const offer = event.target.closest('[data-offer]')
  const box = document.getElementById('q')
  if (!offer || !box || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  box.value = 'more' in offer.dataset ? `${box.value} ${offer.dataset.offer}`.trim() : offer.dataset.offer
  box.focus()
  box.setSelectionRange(box.value.length, box.value.length)
  box.dispatchEvent(new Event('imeinput', {bubbles: true}))
})

// <input data-here> carries the question part of the page's address as it is when its form is sent.
document.addEventListener('submit', event => {
  for (const field of event.target.querySelectorAll('[data-here]')) field.value = location.search.slice(1)
})
