// Lines on their way: kept in this browser until the house has them, sent in their order, again and again. Each carries
// its own key, so that one sent twice is one line, and is kept under it, so that two tabs write over nothing of each other.
const SOONEST = 2000
const LATEST = 20_000

export class Outbox {
  constructor(name, deliver) {
    this.prefix = `outbox:${document.body.dataset.person ?? ''}:${name}:`
    this.deliver = deliver
    this.pause = SOONEST
    const kept = this.kept()
    this.lines = kept.map(each => each.line)
    this.order = kept.at(-1)?.order ?? 0
  }

  kept() {
    try {
      const names = Object.keys(localStorage).filter(name => name.startsWith(this.prefix))
      return names.map(name => readable(localStorage.getItem(name))).filter(each => each?.line).sort((one, other) => one.order - other.order)
    } catch { return [] }
  }

  add(line) {
    this.lines.push(line)
    this.order = Math.max(this.order + 1, Date.now())
    try { localStorage.setItem(this.prefix + line.once, JSON.stringify({order: this.order, line})) } catch { /* full: it still stands on the screen */ }
    this.flush()
  }

  // What was refused stands in the box again; what arrived is the house's.
  done(line) {
    this.lines.shift()
    try { localStorage.removeItem(this.prefix + line.once) } catch { /* nothing can be kept here */ }
  }

  async flush() {
    if (this.sending) return
    this.sending = true
    clearTimeout(this.timer)
    while (this.lines.length) {
      if (!await this.deliver(this.lines[0])) break
      this.done(this.lines[0])
      this.pause = SOONEST
    }
    this.sending = false
    if (!this.lines.length) return
    this.timer = setTimeout(() => this.flush(), this.pause)
    this.pause = Math.min(this.pause * 1.5, LATEST)
  }
}

function readable(text) {
  try { return JSON.parse(text) } catch { return null }
}

// randomUUID is there only on https; a house on the company's own network may do without.
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = bytes[6] & 0x0f | 0x40
  bytes[8] = bytes[8] & 0x3f | 0x80
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
