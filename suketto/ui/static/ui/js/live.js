// The stream says what changed ("ticket-42"); each fragment then asks for itself, so there is one rendering and one check.
// It begins where the page's own knowledge ends (since), so what happens before it is open is not lost.
import {askToSignIn} from './csrf.js';

const offline = document.getElementById('offline')
const tell = (name, detail) => document.body.dispatchEvent(new CustomEvent(name, {detail}))

// When each signal was last told, as a number that only grows.
const told = new Map()
let lately = 0
function news(signal) {
  told.set(signal, lately += 1)
  tell(signal)
}

// A part may listen for one record (live:call-42) or for any of its kind (live:call).
function tellOf(topic) {
  news(`live:${topic}`)
  news(`live:${topic.replace(/-\d+$/, '')}`)
}

// After a long absence the stream names no topic any more: every fragment that listens for one asks anew.
function tellEverybody() {
  const waiting = [...document.querySelectorAll('[hx-trigger*="live:"]')].map(part => part.getAttribute('hx-trigger'))
  new Set(waiting.flatMap(triggers => triggers.match(/live:[\w-]+/g))).forEach(news)
}

function listen(address) {
  const since = new URL(address, location.href)
  let source = null
  const open = () => {
    source = new EventSource(since)
    source.addEventListener('change', event => {
      if (event.lastEventId) since.searchParams.set('since', event.lastEventId) // a passing word has no number
      JSON.parse(event.data).forEach(topic => topic === 'everything' ? tellEverybody() : tellOf(topic))
    })
    source.addEventListener('open', () => { offline.hidden = true })
    source.addEventListener('error', () => {
      setTimeout(() => { offline.hidden = source.readyState === EventSource.OPEN || navigator.onLine }, 4000)
      if (source.readyState === EventSource.CLOSED) setTimeout(open, 5000)
    })
  }
  open()
  addEventListener('pagehide', () => source.close())
  addEventListener('pageshow', event => { if (event.persisted) open() })
}

// A fragment that redraws itself between the press and the release of a button would swallow the click: it waits.
let pressed = false
addEventListener('pointerdown', () => { pressed = true }, true)
for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => setTimeout(() => { pressed = false }, 50), true)
// One whose form is on its way is drawn by the answer: drawn before, the answer would find nobody at home.
const awaited = new Set()
const acts = ({requestConfig}) => requestConfig && requestConfig.verb !== 'get'
document.addEventListener('htmx:beforeRequest', event => { if (acts(event.detail)) awaited.add(event.detail.target.id) })
document.addEventListener('htmx:afterRequest', event => { if (acts(event.detail)) awaited.delete(event.detail.target.id) })
// What is told while a part is asking may be younger than the answer, and htmx gives up on a part that was replaced:
// it is told once more. The same for what an act's answer was too early to know.
const asked = new Map()
document.addEventListener('htmx:beforeRequest', event => asked.set(event.detail.target.id, lately))
document.addEventListener('htmx:afterRequest', event => {
  const part = document.getElementById(event.detail.target.id)
  const signals = part?.getAttribute('hx-trigger')?.match(/live:[\w-]+/g) ?? []
  const younger = signals.find(signal => told.get(signal) > asked.get(part.id))
  if (younger) setTimeout(() => tell(younger), 200) // the new part has settled by then, and listens
})
// And one that says what it said already stays as it stands, with its focus and its open menus.
const drawn = new Map()
const words = xhr => xhr.responseText.replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, '$1')
document.addEventListener('htmx:beforeSwap', event => {
  const {target, xhr, requestConfig} = event.detail
  const signal = requestConfig?.triggeringEvent?.type ?? ''
  const same = drawn.get(target.id) === words(xhr)
  if (!signal.startsWith('live:')) return
  if (pressed) setTimeout(() => tell(signal), 200)
  if (pressed || same || awaited.has(target.id)) event.detail.shouldSwap = false
})
document.addEventListener('htmx:afterSwap', event => {
  const {target, xhr} = event.detail
  if (target.id && xhr) drawn.set(target.id, words(xhr))
})

if (document.body.dataset.live) listen(document.body.dataset.live)
addEventListener('offline', () => { offline.hidden = false })
addEventListener('online', () => { offline.hidden = true })
document.addEventListener('htmx:beforeRequest', () => {
  for (const banner of ['busy', 'refused']) document.getElementById(banner).hidden = true
})
document.addEventListener('htmx:sendError', () => { offline.hidden = false })
document.addEventListener('htmx:responseError', event => {
  if (event.detail.xhr.status === 503) document.getElementById('busy').hidden = false
  const {status} = event.detail.xhr
  if (status === 401) askToSignIn(event.detail.xhr.getResponseHeader('X-Signed-In'))
  else if (status !== 503 && event.detail.requestConfig.verb !== 'get') document.getElementById('refused').hidden = false
})
