"""The worker inside the serving process: one command, one process."""

from suketto.foundation import lifespan
from suketto.jobs.worker import Worker

lifespan.run_beside("worker", Worker)
