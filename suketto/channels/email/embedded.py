"""Reading mailboxes inside the serving process: one command, one process."""

from suketto.channels.email.postman import Postman
from suketto.foundation import lifespan

lifespan.run_beside("postman", Postman)
