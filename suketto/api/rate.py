"""How often a program may ask: so many requests a minute for each token, counted by each serving process for itself.

A count that all processes share would turn every read into a write; this one is there against a program run wild.
"""

from threading import Lock

from ninja.throttling import BaseThrottle

from suketto.api.access import TokenRequest
from suketto.foundation import clock

SECONDS = 60


class PerToken(BaseThrottle):
    def __init__(self, most: int) -> None:
        self.most = most
        self.lock = Lock()
        self.window = 0
        self.asked: dict[int, int] = {}

    def allow_request(self, request: TokenRequest) -> bool:  # type: ignore[override]  # only behind the door
        window = int(clock.now().timestamp()) // SECONDS
        with self.lock:
            if window != self.window:
                self.window, self.asked = window, {}
            count = self.asked[request.auth.pk] = self.asked.get(request.auth.pk, 0) + 1
        return count <= self.most

    def wait(self) -> float:
        """Seconds until the next window."""
        return SECONDS - clock.now().timestamp() % SECONDS
