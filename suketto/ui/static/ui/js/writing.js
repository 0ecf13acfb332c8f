// "I am writing" is said with the next sign of life while a public answer is being typed, and at once when it begins.
let writing = false

document.addEventListener('input', event => {
  if (!event.target.matches?.('[data-writing]')) return
  const now = event.target.value.trim() !== ''
  if (now !== writing) {
    writing = now
    document.body.dispatchEvent(new Event('su:writing'))
  }
})

document.addEventListener('htmx:configRequest', event => {
  if (event.detail.elt.id === 'present') event.detail.parameters.append('writing', writing ? '1' : '0')
})
