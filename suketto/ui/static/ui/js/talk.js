// A conversation opens at its last word, and follows new ones unless somebody is reading further up.
let atEnd = true

const toEnd = () => {
  const talk = document.querySelector('[data-follow]')
  if (talk && atEnd) talk.scrollTop = talk.scrollHeight
}
document.addEventListener('scroll', event => {
  if (event.target.matches?.('[data-follow]')) atEnd = event.target.scrollHeight - event.target.scrollTop - event.target.clientHeight < 40
}, true)
document.addEventListener('htmx:afterSwap', toEnd)
toEnd()
