"""An OAuth issuer on loopback: gives access tokens for one secret, and tells Dovecot whose a token is."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

SECRET = "himitsu"
TOKEN = "token-1"


@contextmanager
def issuer(address: str) -> Iterator[str]:
    """Serves /token and /info for one mail address; gives its own address."""

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            right = form.get("client_secret") == [SECRET] and form.get("client_id") == ["suketto"]
            self._say(200, {"access_token": TOKEN, "expires_in": 300}) if right else self._say(
                401, {"error": "invalid_client"}
            )

        def do_GET(self) -> None:
            token = parse_qs(urlsplit(self.path).query).get("access_token", [""])[0]
            self._say(200, {"email": address} if token == TOKEN else {"error": "invalid_token"})

        def _say(self, status: int, words: dict[str, Any]) -> None:
            body = json.dumps(words).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
