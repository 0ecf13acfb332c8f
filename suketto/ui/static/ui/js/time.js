// <su-time datetime mode="ago|until">: counts along, and turns red when less than half an hour is left.
const words = document.documentElement.dataset // page.html, in the reader's language
const fill = (sentence, value) => sentence.replace('{}', value)

function length(minutes) {
  if (minutes < 60) return fill(words.minutes, minutes)
  if (minutes < 60 * 24) return fill(words.hours, Math.floor(minutes / 60))
  return fill(words.days, Math.floor(minutes / 60 / 24))
}

class Time extends HTMLElement {
  connectedCallback() { this.draw(); this.timer = setInterval(() => this.draw(), 30_000) }
  disconnectedCallback() { clearInterval(this.timer) }

  draw() {
    const seconds = (Date.parse(this.getAttribute('datetime')) - Date.now()) / 1000
    if (this.getAttribute('mode') === 'until') {
      const minutes = Math.floor(seconds / 60)
      this.textContent = minutes < 0 ? fill(words.over, length(-minutes)) : fill(words.left, length(minutes))
      this.dataset.near = minutes < 0 ? 'over' : minutes < 30 ? 'near' : ''
    } else {
      this.textContent = fill(words.ago, length(Math.max(0, Math.floor(-seconds / 60))))
    }
  }
}

customElements.define('su-time', Time)
