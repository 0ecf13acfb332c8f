// The token is read from the cookie at the moment of sending, so a page that outlived a sign-in still works.
export const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? ''

// Whose page it is goes along: somebody else may have signed in beside it, and words go out in nobody else's name.
const whosePage = document.body.dataset.person ?? ''
export const signs = () => ({'HX-Request': 'true', 'X-CSRFToken': token(), 'X-Person': whosePage})
export function askToSignIn(another) {
  const dialog = document.getElementById(another === 'another' ? 'another-person' : 'signed-out')
  if (!dialog.open) dialog.showModal()
}

document.addEventListener('htmx:configRequest', event => {
  if (token()) event.detail.headers['X-CSRFToken'] = token()
  if (whosePage) event.detail.headers['X-Person'] = whosePage
})

document.addEventListener('submit', event => {
  const form = event.target
  const field = form.querySelector('input[name=csrfmiddlewaretoken]')
  if (!field || !token()) return
  field.value = token()
  const whose = form.querySelector('input[name=as_whom]') ?? Object.assign(document.createElement('input'), {type: 'hidden', name: 'as_whom'})
  whose.value = whosePage
  field.after(whose)
}, true)
