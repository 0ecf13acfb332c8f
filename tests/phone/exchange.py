"""A telephone exchange from Debian as a private instance: kamailio relays real SIP calls and tells the house of them.

SIPp is the telephone at either end. Everything is on loopback, on ports of its own, in a folder of its own.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
KAMAILIO = Path("/usr/sbin/kamailio")
SIPP = Path("/usr/bin/sipp")
MODULES = sorted(Path("/usr/lib").glob("*/kamailio/modules"))
READY_WITHIN = 15.0
CALL_WITHIN = 40.0


def missing() -> str:
    """Why these tests cannot run here; "" when they can."""
    for program, package in ((KAMAILIO, "kamailio"), (SIPP, "sip-tester")):
        if not program.exists():
            return f"{program} is missing ({package}): bin/machine installs it as root"
    if not MODULES or not (MODULES[0] / "http_client.so").exists():
        return "kamailio's http_client is missing (kamailio-utils-modules): bin/machine installs it as root"
    return ""


def free_ports(count: int) -> list[int]:
    """UDP ports on loopback that nobody has."""
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) for _number in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


@dataclass
class Exchange:
    """`call` makes one call through it; who answers, and how, is the scenario of the other telephone."""

    folder: Path
    told: str
    ports: list[int] = field(default_factory=lambda: free_ports(5))
    process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return self.folder / "kamailio.log"

    def start(self) -> None:
        exchange, callee = self.ports[0], self.ports[1]
        conf = self.folder / "kamailio.cfg"
        text = (HERE / "kamailio.cfg").read_text(encoding="utf-8")
        for name, value in (("MODULES", MODULES[0]), ("PORT", exchange), ("CALLEE", callee), ("TOLD", self.told)):
            text = text.replace(f"%{name}%", str(value))
        conf.write_text(text, encoding="utf-8")
        # In the foreground: a daemon would keep our pipes, and whoever reads them would wait for ever.
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [KAMAILIO, "-f", conf, "-DD", "-E", "-m", "64", "-M", "8", "-Y", self.folder, "-w", self.folder],
                stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        self._wait_until_it_answers()

    def _wait_until_it_answers(self) -> None:
        """Asks as a telephone does, with OPTIONS."""
        until = time.monotonic() + READY_WITHIN
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.settimeout(0.3)
            asking.bind(("127.0.0.1", 0))
            port = asking.getsockname()[1]
            question = (
                f"OPTIONS sip:ready@127.0.0.1:{self.ports[0]} SIP/2.0\r\n"
                f"Via: SIP/2.0/UDP 127.0.0.1:{port};branch=z9hG4bKready\r\nFrom: <sip:t@127.0.0.1>;tag=1\r\n"
                f"To: <sip:ready@127.0.0.1>\r\nCall-ID: ready-{port}\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 5\r\n"
                "Content-Length: 0\r\n\r\n"
            )
            while time.monotonic() < until:
                with contextlib.suppress(OSError):
                    asking.sendto(question.encode(), ("127.0.0.1", self.ports[0]))
                    if asking.recv(2048).startswith(b"SIP/2.0 200"):
                        return
                if self.process is None or self.process.poll() is not None:
                    break
        raise RuntimeError(f"kamailio did not start:\n{self.log.read_text()}")

    def end(self) -> None:
        if self.process is None:
            return
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def call(self, *, caller: str, callee: str, call_id: str, as_caller: str, as_callee: str) -> None:
        """One call from its first ring to its end; a scenario that does not go as written fails the test."""
        answering = self._telephone(as_callee, self.ports[1], [], "callee")
        asking = self._telephone(
            as_caller, self.ports[2],
            ["-s", callee, "-key", "caller", caller, "-cid_str", call_id, f"127.0.0.1:{self.ports[0]}"], "caller",
        )  # fmt: skip
        for name, process in (("caller", asking), ("callee", answering)):
            try:
                code = process.wait(CALL_WITHIN)
            except subprocess.TimeoutExpired:
                code = -1
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
            if code:
                answering.kill()
                raise RuntimeError(f"the {name} of {call_id} ended with {code}:\n{self._said()}")

    def _telephone(self, scenario: str, port: int, more: list[str], name: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.out").open("wb") as out:
            return subprocess.Popen(
                [SIPP, "-sf", HERE / f"{scenario}.xml", "-i", "127.0.0.1", "-p", str(port), "-m", "1", "-nostdin",
                 "-timeout", "30s", "-trace_err", "-error_file", self.folder / f"{name}.errors", *more],
                stdout=out, stderr=out, stdin=subprocess.DEVNULL, cwd=self.folder, start_new_session=True,
            )  # fmt: skip

    def _said(self) -> str:
        files = [self.log, *sorted(self.folder.glob("*.errors")), *sorted(self.folder.glob("*.out"))]
        return "\n".join(f"== {file.name}\n{file.read_text(errors='replace')[-2000:]}" for file in files)


@contextmanager
def exchange(told: str) -> Iterator[Exchange]:
    """It tells of its calls at the address `told`."""
    folder = Path(tempfile.mkdtemp(prefix="suketto-phone-"))
    made = Exchange(folder, told)
    try:
        made.start()
        yield made
    finally:
        made.end()
        shutil.rmtree(folder, ignore_errors=True)
