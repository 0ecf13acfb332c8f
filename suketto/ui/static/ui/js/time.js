// <su-time datetime mode="ago|until|timer">: counts along, and turns red when less than half an hour is left; a timer
// shows minutes and seconds, each second.
const words = document.documentElement.dataset // page.html, in the reader's language
const fill = (sentence, value) => sentence.replace('{}', value)

function length(minutes) {
  if (minutes < 60) return fill(words.minutes, minutes)
  if (minutes < 60 * 24) return fill(words.hours, Math.floor(minutes / 60))
  return fill(words.days, Math.floor(minutes / 60 / 24))
}

// What is near is told to the minute: 1時間5分 and 1時間55分 are not the same promise.
function left(minutes) {
  if (minutes < 60 || minutes >= 180 || minutes % 60 === 0) return length(minutes)
  return words.both.replace('{0}', Math.floor(minutes / 60)).replace('{1}', minutes % 60)
}

class Time extends HTMLElement {
  connectedCallback() { this.draw(); this.timer = setInterval(() => this.draw(), this.getAttribute('mode') === 'timer' ? 1000 : 30_000) }
  disconnectedCallback() { clearInterval(this.timer) }

  draw() {
    const seconds = (Date.parse(this.getAttribute('datetime')) - Date.now()) / 1000
    if (this.getAttribute('mode') === 'timer') {
      const passed = Math.max(0, Math.floor(-seconds))
      this.textContent = `${Math.floor(passed / 60)}:${String(passed % 60).padStart(2, '0')}`
    } else if (this.getAttribute('mode') === 'until') {
      const minutes = Math.floor(seconds / 60)
      this.textContent = minutes < 0 ? fill(words.over, length(-minutes)) : fill(words.left, left(minutes))
      this.dataset.near = minutes < 0 ? 'over' : minutes < 30 ? 'near' : ''
    } else {
      this.textContent = seconds > -60 ? words.now : fill(words.ago, length(Math.floor(-seconds / 60)))
    }
  }
}

customElements.define('su-time', Time)
