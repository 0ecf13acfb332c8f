// The stream says what changed ("ticket-42"); each fragment then asks for itself, so there is one rendering and one check.
const offline = document.getElementById('offline')
const tell = (name, detail) => document.body.dispatchEvent(new CustomEvent(name, {detail}))

function listen(address) {
  let source = null
  const open = () => {
    source = new EventSource(address)
    source.addEventListener('change', event => JSON.parse(event.data).forEach(topic => tell(`live:${topic}`)))
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

if (document.body.dataset.live) listen(document.body.dataset.live)
addEventListener('offline', () => { offline.hidden = false })
addEventListener('online', () => { offline.hidden = true })
document.addEventListener('htmx:beforeRequest', () => { document.getElementById('busy').hidden = true })
document.addEventListener('htmx:sendError', () => { offline.hidden = false })
document.addEventListener('htmx:responseError', event => {
  if (event.detail.xhr.status === 503) document.getElementById('busy').hidden = false
  if (event.detail.xhr.status === 401) document.getElementById('signed-out').showModal()
})
