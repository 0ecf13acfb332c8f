// As high as the card of a call is, the page stays free beneath it (--card); a field that is being written in is moved out.
const card = document.getElementById('call-now')
if (card) {
  const root = document.documentElement
  new ResizeObserver(() => {
    const high = card.querySelector('.ringing') ? card.offsetHeight : 0
    root.style.setProperty('--card', `${high}px`)
    const writing = document.activeElement
    if (high && writing?.matches('input, textarea, select')) writing.scrollIntoView({block: 'nearest'})
  }).observe(card)
}
