// <su-quick>: a memo goes through the outbox, so that a bad line only delays it; its key makes one of what is sent twice.
import {signs} from './csrf.js';
import {Outbox, newKey} from './outbox.js';

class Quick extends HTMLElement {
  connectedCallback() {
    if (this.form) return
    this.form = this.querySelector('form')
    this.outbox = new Outbox('quick', memo => this.deliver(memo))
    this.form.addEventListener('submit', event => { event.preventDefault(); this.take() })
    addEventListener('online', () => this.outbox.flush())
    this.show()
    this.outbox.flush()
  }

  take() {
    const memo = Object.fromEntries(new FormData(this.form))
    memo.at = new Date().toISOString()
    delete memo.csrfmiddlewaretoken
    this.why('')
    this.clear()
    this.outbox.add(memo)
    this.show()
  }

  // After it was taken the form is empty, with a key of its own.
  clear() {
    this.form.reset()
    this.form.elements.once.value = newKey()
    this.form.elements.requester.value = ''
    this.querySelector('#caller-facts').replaceChildren()
    this.form.elements.text.dispatchEvent(new Event('input', {bubbles: true}))
    this.form.elements.text.focus()
  }

  // True when it is the house's, or was refused and stands in the form again.
  async deliver(memo) {
    let answer
    try {
      answer = await fetch(this.form.action || location.pathname, {
        method: 'POST', body: new URLSearchParams(memo), headers: signs(),
      })
    } catch { this.show(); return false }
    const said = await answer.text()
    if (answer.status === 201) this.querySelector('.quick__last').insertAdjacentHTML('afterbegin', said)
    else if (answer.status === 422) { this.putBack(memo); this.why(said) }
    else { this.show(answer.status); return false }
    setTimeout(() => this.show())
    return true
  }

  // All of it, unless somebody is writing the next one: then the words alone, in front.
  putBack(memo) {
    const {elements} = this.form
    if (elements.text.value.trim()) { elements.text.value = `${memo.text}\n${elements.text.value}`; return }
    for (const [name, value] of Object.entries(memo)) {
      if (elements[name]?.type === 'checkbox') elements[name].checked = true
      else if (elements[name]) elements[name].value = value
    }
  }

  why(words) {
    const place = this.querySelector('.quick__why')
    place.textContent = words
    place.hidden = !words
  }

  show(status = 0) {
    const place = this.querySelector('.quick__waiting')
    const left = this.outbox.lines.length
    place.hidden = !left
    place.textContent = this.dataset.waiting.replace('{}', left) + ([401, 403].includes(status) ? this.dataset.again : '')
  }
}

customElements.define('su-quick', Quick)
