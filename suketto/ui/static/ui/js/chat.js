// <su-chat chat="42" side="desk" lines="…" here="…">: asks for the lines after the last one it has, sends through the
// outbox, and says in passing that it is open and whether somebody types.
import {askToSignIn, signs, token} from './csrf.js';
import {composing} from './ime.js';
import {Outbox, newKey} from './outbox.js';

const HERE_EVERY = 20_000
const TYPING_EVERY = 3000
const TYPING_LASTS = 5000
const heading = document.title

class Chat extends HTMLElement {
  connectedCallback() {
    if (this.list) return
    this.list = this.querySelector('.chat__lines')
    this.form = this.querySelector('form')
    this.typing = this.querySelector('.chat__typing span')
    this.outbox = new Outbox(`chat-${this.getAttribute('chat')}`, line => this.deliver(line))
    this.outbox.lines.forEach(line => this.pending(line))
    this.outbox.flush()
    const other = this.getAttribute('side') === 'desk' ? 'requester' : 'desk'
    this.listen(document.body, `live:ticket-${this.getAttribute('chat')}`, () => this.refresh())
    this.listen(document.body, `live:typing-${this.getAttribute('chat')}-${other}`, () => this.showTyping())
    this.listen(window, 'online', () => { this.outbox.flush(); this.refresh() })
    this.listen(document, 'visibilitychange', () => { if (!document.hidden) { document.title = heading; this.refresh(); this.here() } })
    this.form?.addEventListener('input', event => { if (event.target.value) this.tellTyping() })
    this.timer = setInterval(() => this.here(), HERE_EVERY)
    this.toEnd()
    this.here()
  }

  disconnectedCallback() { clearInterval(this.timer); this.ended?.abort() }

  listen(target, name, act) {
    this.ended ??= new AbortController()
    target.addEventListener(name, act, {signal: this.ended.signal})
  }

  get last() { return Math.max(0, ...[...this.list.querySelectorAll('[data-line]')].map(line => Number(line.dataset.line))) }

  // Asked once more when something was said while the answer was on its way.
  async refresh() {
    if (this.asking) { this.again = true; return }
    this.asking = true
    do {
      this.again = false
      try {
        const answer = await fetch(`${this.getAttribute('lines')}?after=${this.last}`, {headers: {'HX-Request': 'true'}})
        if (answer.ok) this.show(await answer.text())
      } catch { /* the stream says so again, and the outbox tries by itself */ }
    } while (this.again)
    this.asking = false
  }

  show(html) {
    const lines = Object.assign(document.createElement('template'), {innerHTML: html}).content.querySelectorAll('[data-line]')
    const reading = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight > 60
    let news = false
    for (const line of lines) {
      if (line.dataset.once) this.list.querySelector(`[data-pending="${line.dataset.once}"]`)?.remove()
      if (document.getElementById(line.id)) continue
      const next = [...this.list.children].find(each => 'pending' in each.dataset || Number(each.dataset.line) > Number(line.dataset.line))
      this.list.insertBefore(line, next ?? null)
      if (!line.matches('.line--mine')) { news = true; this.typing.hidden = true }
    }
    if (!reading) this.toEnd()
    if (news && document.hidden) document.title = `● ${heading}`
    if (news) this.here()
  }

  pending(line) {
    const one = this.querySelector('.chat__pending').content.firstElementChild.cloneNode(true)
    one.dataset.pending = line.once
    one.querySelector('.words').textContent = line.body
    this.list.append(one)
    this.toEnd()
  }

  toEnd() { this.list.scrollTop = this.list.scrollHeight }

  submit() {
    const {body} = this.form.elements
    const files = [...this.form.querySelector('input[type=file]')?.files ?? []]
    if (this.carrying || !body.value.trim() && !files.length) return
    this.say('.refusal', '')
    const line = {once: newKey(), body: body.value}
    if (files.length) return this.carry(line, files)
    this.pending(line)
    this.empty()
    this.outbox.add(line)
  }

  empty() {
    this.form.reset()
    this.form.elements.body.value = ''
    this.form.elements.body.dispatchEvent(new Event('input', {bubbles: true})) // the draft is done with
  }

  // Files cannot be kept in the browser: they stay in the form, with their words, until the house has them.
  async carry(line, files) {
    this.carrying = true
    const button = this.form.querySelector('[data-send]')
    button.disabled = true
    while (!await this.deliver(line, files)) await new Promise(later => setTimeout(later, 3000))
    button.disabled = false
    this.carrying = false
    if (this.querySelector('.refusal').hidden) this.empty()
  }

  // True: the house has it, or said no. False: later again.
  async deliver(line, files = []) {
    const words = new FormData()
    for (const [name, value] of Object.entries({body: line.body, once: line.once, after: this.last})) words.set(name, value)
    files.forEach(file => words.append('files', file))
    const bytes = files.reduce((sum, file) => sum + file.size, 0)
    let answer = null
    try {
      answer = await fetch(this.getAttribute('lines'), {
        method: 'POST', body: words, headers: signs(), signal: AbortSignal.timeout(15_000 + bytes / 20),
      })
      if (answer.ok) this.show(await answer.text())
    } catch { answer = null }
    const later = !answer || answer.status >= 500 || answer.status === 401 || answer.status === 403 || answer.status === 429
    this.querySelector('.chat__unsent')?.toggleAttribute('hidden', !later)
    if (answer?.status === 401) askToSignIn(answer.headers.get('X-Signed-In'))
    if (later) return false
    this.list.querySelector(`[data-pending="${line.once}"]`)?.remove()
    const other = answer.headers.get('HX-Redirect') // the line went to another matter: so does the page
    if (other) location.assign(other)
    const said = answer.headers.get('Content-Type')?.startsWith('text/plain')
    if (!answer.ok) this.refused(line, said ? await answer.text() : this.getAttribute('failed'))
    return true
  }

  refused(line, why) {
    const {body} = this.form.elements
    if (!body.value.startsWith(line.body)) body.value = body.value ? `${line.body}\n${body.value}` : line.body
    body.dispatchEvent(new Event('input', {bubbles: true}))
    this.say('.refusal', why)
  }

  say(where, words) {
    const place = this.querySelector(where)
    place.textContent = words
    place.hidden = !words
  }

  tellTyping() {
    if (Date.now() - (this.told ?? 0) < TYPING_EVERY) return
    this.told = Date.now()
    this.here('1')
  }

  here(writing = '0') {
    const facts = new FormData()
    facts.set('writing', writing)
    facts.set('seen', document.hidden ? 0 : this.last)
    fetch(this.getAttribute('here'), {method: 'POST', body: facts, headers: signs(), keepalive: true}).catch(() => {})
  }

  showTyping() {
    this.typing.hidden = false
    clearTimeout(this.fading)
    this.fading = setTimeout(() => { this.typing.hidden = true }, TYPING_LASTS)
  }
}

customElements.define('su-chat', Chat)

// Before anybody else: a line does not leave the page. Files that are too large or too many are theirs to refuse.
addEventListener('submit', event => {
  const chat = event.target.closest('su-chat')
  if (!chat || event.target.querySelector('.files__large, .files__many')) return
  event.preventDefault()
  event.stopImmediatePropagation()
  chat.submit()
}, true)

// A template or an article goes to where the cursor stands in the box of its chat.
document.addEventListener('change', async event => {
  const choice = event.target.closest('[data-inserts]')
  if (!choice?.value) return
  const answer = await fetch(`${choice.dataset.inserts}?template=${encodeURIComponent(choice.value)}`, {headers: {'HX-Request': 'true'}})
  if (answer.ok) insert(choice.closest('su-chat'), await answer.text())
  choice.value = ''
})
document.addEventListener('click', event => {
  const article = event.target.closest('[data-says]')
  if (!article) return
  const dialog = article.closest('dialog')
  const chat = document.querySelector(`su-chat[chat="${dialog.dataset.chat}"]`) ?? document.querySelector('su-chat')
  dialog.close()
  insert(chat, article.dataset.says)
})
function insert(chat, words) {
  const {body} = chat.form.elements
  body.setRangeText(words, body.selectionStart, body.selectionEnd, 'end')
  body.dispatchEvent(new Event('input', {bubbles: true}))
  body.focus()
}

// Which chat an article is for: the one whose box or button was used last.
let used = ''
document.addEventListener('focusin', event => { used = event.target.closest('su-chat')?.getAttribute('chat') ?? used })
document.addEventListener('click', event => {
  const dialog = document.getElementById(event.target.closest('[data-open-dialog]')?.dataset.openDialog)
  if (dialog?.matches('[data-chat]')) dialog.dataset.chat = used
}, true)
// Keys that also work while somebody types in a box.
document.addEventListener('keydown', event => {
  if (!event.altKey || event.ctrlKey || event.metaKey || composing(event) || document.querySelector('dialog[open]')) return
  const meant = document.querySelector(`[data-alt-key="${CSS.escape(event.key)}"]`)
  if (!meant) return
  event.preventDefault()
  meant.click()
})
