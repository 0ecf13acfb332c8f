// A plain form leaves the page for good. It goes only when the house answers, so that a dead line takes nothing away,
// and what takes its time says so. (Forms that htmx sends, or an outbox, stay where they are and need none of this.)
const answer = document.body.dataset.answers
const asking = new WeakSet()
const sure = new WeakSet()
const banner = (name, shown) => { document.getElementById(name).hidden = !shown }

const answers = () => fetch(answer, {cache: 'no-store', signal: AbortSignal.timeout(8000)}).then(got => got.ok, () => false)

document.addEventListener('submit', async event => {
  const form = event.target
  const plain = form.method === 'post' && !form.hasAttribute('hx-post') && !form.hasAttribute('data-outbox') && form.querySelector('textarea:not([hidden]), input[type=file]')
  if (!plain || sure.has(form)) return
  event.preventDefault()
  event.stopImmediatePropagation()
  if (asking.has(form)) return
  asking.add(form)
  const here = await answers()
  asking.delete(form)
  banner('offline', !here)
  if (!here) return
  sure.add(form)
  form.requestSubmit(event.submitter)
  sure.delete(form)
}, true)

document.addEventListener('submit', event => {
  if (event.defaultPrevented || event.target.method !== 'post') return
  setTimeout(() => banner('sending', true), 1500)
})
addEventListener('pageshow', () => banner('sending', false))
