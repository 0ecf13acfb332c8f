// What somebody typed and did not save, in this browser only: one entry for each person, form and record, for two weeks.
const LASTS = 14 * 86400e3
const OWNER = `draft:${document.body.dataset.person ?? ''}:`

// A form is known by where it is sent: also the page that comes back with a refusal has it, at another address.
export function keptAs(form, name) {
  const {pathname, search} = new URL(form.action)
  return `${OWNER}${pathname}${search}:${name}`
}

export function kept(key) {
  try { return JSON.parse(localStorage.getItem(key)) } catch { return null }
}

// A full store loses nothing: the words still stand on the screen.
export function keep(key, draft) {
  try { draft ? localStorage.setItem(key, JSON.stringify(draft)) : localStorage.removeItem(key) } catch { /* full */ }
}

for (const key of Object.keys(localStorage)) {
  if (key.startsWith('draft:') && !(kept(key)?.at > Date.now() - LASTS)) localStorage.removeItem(key)
}

// A plain form leaves the page: the house's answer names the draft that has arrived.
const arrived = document.cookie.match(/(?:^|; )arrived=([^;]+)/)?.[1]
if (arrived) {
  keep(decodeURIComponent(arrived), null)
  document.cookie = 'arrived=; path=/; max-age=0; samesite=lax'
}
