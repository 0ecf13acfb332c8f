// One `imeinput` per finished word: half-typed kana never leaves the box.
document.addEventListener('input', event => {
  if (!event.isComposing) event.target.dispatchEvent(new Event('imeinput', {bubbles: true}))
})
document.addEventListener('compositionend', event => {
  event.target.dispatchEvent(new Event('imeinput', {bubbles: true}))
})
// Safari ends the composition before the last keydown, which then carries 229.
export const composing = event => event.isComposing || event.keyCode === 229
