// Everything listens now, and htmx knows the page when it is complete: then what was pressed before is pressed.
import {press} from './ahead.js';

const early = window.pressedEarly?.() ?? []
document.addEventListener('DOMContentLoaded', () => early.forEach(press))
