// Who works quickly is ahead of the page: a key pressed before it is wired is kept, and awake.js presses it then; so is
// what the page before kept for this one (ahead.js). This one file stands in the head and is not deferred; it looks only
// at keys that are pressed in no box.
{
  const FRESH = 5000 // ms
  const ahead = JSON.parse(sessionStorage.getItem('pressed-ahead') ?? 'null')
  sessionStorage.removeItem('pressed-ahead')
  const pressed = ahead && Date.now() - ahead.at < FRESH ? ahead.keys : []
  const keep = event => {
    const plain = !event.repeat && !event.isComposing && !event.ctrlKey && !event.altKey && !event.metaKey
    if (plain && (event.key.length === 1 || event.key === 'Escape') && event.target === document.body) pressed.push(event.key)
  }
  addEventListener('keydown', keep)
  window.pressedEarly = () => {
    removeEventListener('keydown', keep)
    return pressed
  }
}
