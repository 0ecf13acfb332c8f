// The token is read from the cookie at the moment of sending, so a page that outlived a sign-in still works.
export const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? ''

document.addEventListener('htmx:configRequest', event => {
  if (token()) event.detail.headers['X-CSRFToken'] = token()
})

document.addEventListener('submit', event => {
  const field = event.target.querySelector('input[name=csrfmiddlewaretoken]')
  if (field && token()) field.value = token()
}, true)
