// Every page and form works without this. What is here makes the work quicker.
import './csrf.js';
import './ime.js';
import './live.js';
import './suggestions.js';
import './offers.js';
import './hotkeys.js';
import './drafts.js';
import './files.js';
import './leaving.js';
import './finished.js';
import './time.js';
import './dialogs.js';
import './writing.js';
import './talk.js';
import './steps.js';
