// A form with data-retries is for whoever has trouble with the very line it goes over: what could not be sent is sent again
// until it is. The house takes a step once, however often it is told.
const EVERY = 4000
let timer = 0
document.addEventListener('htmx:sendError', event => {
  const form = event.detail.elt
  if (!form.matches('form[data-retries]')) return
  const pressed = event.detail.requestConfig.triggeringEvent?.submitter
  document.getElementById('waiting').hidden = false
  clearTimeout(timer)
  timer = setTimeout(() => {
    if (!form.isConnected || !pressed) return
    pressed.disabled = false // what was pressed waits for its answer, and there was none
    pressed.click() // a click: htmx sends no other button's value
  }, EVERY)
})
