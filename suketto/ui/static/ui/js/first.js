// data-first: where the cursor stands when the page has opened. Not on a small screen, which would open at that place
// instead of its beginning, with half of it under the keyboard.
if (matchMedia('(min-width: 52rem)').matches) document.querySelector('[data-first]')?.focus({preventScroll: true})
