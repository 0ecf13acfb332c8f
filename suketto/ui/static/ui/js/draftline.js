// The line in the form that says what happened; `draft-restored`, `draft-thrown` and `draft-older` stand in the shell.
export function say(form, fields, what, draft, acts) {
  const line = document.getElementById(`draft-${what}`).content.firstElementChild.cloneNode(true)
  line.querySelector('su-time')?.setAttribute('datetime', new Date(draft.at).toISOString())
  for (const [name, act] of Object.entries(acts)) line.querySelector(`[data-does=${name}]`).addEventListener('click', () => { line.remove(); act() })
  const shown = line.querySelector('dl')
  const told = new Set()
  for (const each of shown ? fields : []) {
    if (each.type !== 'hidden' && draft.words[each.name] && !told.has(each.name)) shown.append(...listed(each, draft.words[each.name]))
    told.add(each.name)
  }
  form.querySelector(`.${line.classList[1]}`)?.remove()
  const first = fields.find(each => each.type !== 'hidden')
  const box = first.closest('.field, .row')
  const place = form.querySelector('[data-draft-line]') ?? (box && box !== form && form.contains(box) ? box : first)
  place.before(line)
}

const ownText = element => [...element?.childNodes ?? []].filter(each => each.nodeType === Node.TEXT_NODE).map(each => each.data).join('').trim()
function listed(field, values) {
  const option = value => [...field.options ?? []].find(each => each.value === value)?.textContent ?? value
  const name = ownText(field.labels?.[0]) || field.ariaLabel || field.placeholder || field.name
  const words = values.filter(Boolean).map(option).join('\n') || '—'
  return [['dt', name], ['dd', words]].map(([tag, textContent]) => Object.assign(document.createElement(tag), {textContent}))
}
