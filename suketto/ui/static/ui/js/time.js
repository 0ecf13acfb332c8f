// <su-time datetime mode="ago|until">: counts along, and turns red when less than half an hour is left.
const words = document.documentElement.lang === 'en'
  ? {ago: t => `${t} ago`, left: t => `${t} left`, over: t => `${t} over`, m: ' min', h: ' h', d: ' d'}
  : {ago: t => `${t}前`, left: t => `あと${t}`, over: t => `${t}超過`, m: '分', h: '時間', d: '日'}

function length(minutes) {
  if (minutes < 60) return minutes + words.m
  if (minutes < 60 * 24) return Math.floor(minutes / 60) + words.h
  return Math.floor(minutes / 60 / 24) + words.d
}

class Time extends HTMLElement {
  connectedCallback() { this.draw(); this.timer = setInterval(() => this.draw(), 30_000) }
  disconnectedCallback() { clearInterval(this.timer) }

  draw() {
    const seconds = (Date.parse(this.getAttribute('datetime')) - Date.now()) / 1000
    if (this.getAttribute('mode') === 'until') {
      const minutes = Math.floor(seconds / 60)
      this.textContent = minutes < 0 ? words.over(length(-minutes)) : words.left(length(minutes))
      this.dataset.near = minutes < 0 ? 'over' : minutes < 30 ? 'near' : ''
    } else {
      this.textContent = words.ago(length(Math.max(0, Math.floor(-seconds / 60))))
    }
  }
}

customElements.define('su-time', Time)
