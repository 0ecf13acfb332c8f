// <su-files limit="25"> around a file input: paste a screenshot, drop files, see and remove what will be sent.
class Files extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector('input[type=file]')
    this.list = this.appendChild(document.createElement('ul'))
    this.list.className = 'files'
    this.input.addEventListener('change', () => this.add([...this.input.files], true))
    const area = this.closest('form') ?? this
    area.addEventListener('paste', event => {
      const files = [...event.clipboardData.files]
      if (files.length) { event.preventDefault(); this.add(files.map(rename)) }
    })
    area.addEventListener('dragover', event => { event.preventDefault(); area.classList.add('dropping') })
    area.addEventListener('dragleave', () => area.classList.remove('dropping'))
    area.addEventListener('drop', event => {
      event.preventDefault()
      area.classList.remove('dropping')
      this.add([...event.dataTransfer.files])
    })
    area.addEventListener('reset', () => this.set([]))
    area.addEventListener('submit', event => {
      if (!this.querySelector('.files__large, .files__many')) return
      event.preventDefault()
      event.stopImmediatePropagation()
      this.scrollIntoView({block: 'center'})
      this.querySelector('button')?.focus()
    }, true)
    this.chosen = []
  }

  add(files, replace = false) { this.set(replace ? files : [...this.chosen, ...files]) }

  set(files) {
    this.chosen = files
    const transfer = new DataTransfer()
    files.forEach(file => transfer.items.add(file))
    this.input.files = transfer.files
    this.list.replaceChildren(...files.map((file, at) => this.row(file, at)))
    const most = Number(this.getAttribute('most'))
    if (most && files.length > most) this.list.prepend(Object.assign(document.createElement('li'), {className: 'files__many', textContent: this.getAttribute('too-many')}))
  }

  row(file, at) {
    const row = document.createElement('li')
    const large = file.size > Number(this.getAttribute('limit')) * 1024 * 1024
    row.textContent = `${file.name} (${Math.max(1, Math.round(file.size / 1024)).toLocaleString()} kB)${large ? this.getAttribute('too-large') : ''} `
    row.classList.toggle('files__large', large)
    const remove = document.createElement('button')
    remove.type = 'button'
    remove.className = 'link'
    remove.textContent = this.getAttribute('remove')
    remove.addEventListener('click', () => this.set(this.chosen.filter((_, other) => other !== at)))
    row.append(remove)
    return row
  }
}

// Browsers call every pasted picture image.png: a time tells them apart.
const rename = file => file.name === 'image.png'
  ? new File([file], `screenshot-${new Date().toTimeString().slice(0, 8).replaceAll(':', '')}.png`, {type: file.type})
  : file

customElements.define('su-files', Files)
