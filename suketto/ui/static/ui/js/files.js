// <su-files limit="25" most="20"> around file inputs: choose, paste a screenshot, drop; see and take away what will be sent.
// More than may be sent are one sentence, with the names folded behind it.
class Files extends HTMLElement {
  connectedCallback() {
    [this.input, this.camera] = this.querySelectorAll('input[type=file]')
    this.list = this.appendChild(Object.assign(document.createElement('ul'), {className: 'files'}))
    this.list.setAttribute('aria-label', this.getAttribute('list-name'))
    this.list.setAttribute('aria-live', 'polite')
    this.input.addEventListener('change', () => this.add([...this.input.files]))
    this.camera?.addEventListener('change', () => { this.add([...this.camera.files].map(rename)); this.camera.value = '' })
    this.closest('form') && this.watch(this.closest('form'))
    this.set([...this.input.files])
  }

  watch(form) {
    form.addEventListener('paste', event => {
      const files = [...event.clipboardData.files]
      if (files.length) { event.preventDefault(); this.add(files.map(rename)) }
    })
    form.addEventListener('dragover', event => { event.preventDefault(); form.classList.add('dropping') })
    form.addEventListener('dragleave', () => form.classList.remove('dropping'))
    form.addEventListener('drop', event => {
      event.preventDefault()
      form.classList.remove('dropping')
      this.add([...event.dataTransfer.files])
    })
    form.addEventListener('reset', () => this.set([]))
    form.addEventListener('submit', event => {
      if (!this.querySelector('.files__large, .files__many')) return
      event.preventDefault()
      event.stopImmediatePropagation()
      this.scrollIntoView({block: 'center'})
      this.list.querySelector('button').focus()
    }, true)
  }

  // Choosing again adds; a picker that was left without a choice takes nothing away.
  add(files) {
    const news = files.filter(file => !this.chosen.some(each => same(each, file)))
    this.set(this.input.multiple ? [...this.chosen, ...news] : [...this.chosen, ...news].slice(-1))
  }

  set(files) {
    this.chosen = files
    const transfer = new DataTransfer()
    files.forEach(file => transfer.items.add(file))
    this.input.files = transfer.files
    const most = Number(this.getAttribute('most'))
    const rows = files.map(file => this.row(file))
    this.list.replaceChildren(...most && files.length > most ? [this.folded(rows)] : rows)
  }

  folded(rows) {
    const one = make('li', 'files__many')
    const all = Object.assign(make('button', 'button button--small', this.getAttribute('remove-all')), {type: 'button'})
    all.addEventListener('click', () => { this.set([]); this.input.focus() })
    const names = Object.assign(make('details'), {open: Boolean(this.list.querySelector('details[open]'))})
    const list = make('ul', 'files__names')
    list.append(...rows)
    names.append(make('summary', 'soft', this.getAttribute('names')), list)
    one.append(make('p', '', this.getAttribute('too-many').replace('{}', rows.length)), all, names)
    return one
  }

  row(file) {
    const row = make('li', 'files__one')
    const large = this.hasAttribute('limit') && file.size > Number(this.getAttribute('limit')) * 1024 * 1024
    row.classList.toggle('files__large', large)
    const size = `${Math.max(1, Math.round(file.size / 1024)).toLocaleString()} kB${large ? this.getAttribute('too-large') : ''}`
    const remove = Object.assign(make('button', 'link', this.getAttribute('remove')), {type: 'button'})
    remove.setAttribute('aria-label', `${this.getAttribute('remove')}: ${file.name}`)
    remove.addEventListener('click', () => {
      this.set(this.chosen.filter(other => other !== file))
      ;(this.list.querySelector('.files__one button') ?? this.input).focus()
    })
    row.append(make('b', '', file.name), make('span', 'soft', size), remove)
    return row
  }
}

const make = (tag, className = '', textContent = '') => Object.assign(document.createElement(tag), {className, textContent})
const same = (one, other) => one.name === other.name && one.size === other.size && one.lastModified === other.lastModified
// Browsers call every pasted picture image.png, and phones every photo image.jpg: a time tells them apart.
const rename = file => /^image\.(png|jpe?g)$/.test(file.name)
  ? new File([file], file.name.replace('image', `screenshot-${new Date().toTimeString().slice(0, 8).replaceAll(':', '')}`), {type: file.type})
  : file

customElements.define('su-files', Files)
