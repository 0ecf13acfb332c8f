"""What a job is for, said by its own room where no other may know of it."""

from typing import Any

JOBS: dict[str, Any] = {}


def means(job: Any, words: Any) -> None:
    """`words` (translated when they are read) tell an administrator what the job does."""
    JOBS[job.module_path] = words
