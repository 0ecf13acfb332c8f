"""Dovecot and Postfix from Debian as private instances: own folder, own ports on loopback, ended with the test."""

import contextlib
import grp
import os
import pwd
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

DOVECOT = Path("/usr/sbin/dovecot")
LMTP = Path("/usr/lib/dovecot/lmtp")
POSTFIX = Path("/usr/sbin/postfix")
ROOT = os.geteuid() == 0
READY_WITHIN = 20.0
DOMAIN = "example.jp"
PASSWORD = "kagi 鍵".encode().hex()


def missing() -> str:
    """Why these tests cannot run here; "" when they can."""
    for program, package in ((DOVECOT, "dovecot-imapd"), (LMTP, "dovecot-lmtpd"), (POSTFIX, "postfix")):
        if not program.exists():
            return f"{program} is missing ({package}): bin/machine installs it as root"
    return "" if ROOT else "Postfix only starts as root"


def free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _number in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


@dataclass
class MailServers:
    """Letters for x@example.jp go by SMTP to Postfix, by LMTP to Dovecot, and are read over IMAP."""

    folder: Path
    ports: list[int] = field(default_factory=lambda: free_ports(4))
    dovecot: subprocess.Popen[bytes] | None = None
    tokens: str = ""

    @property
    def imap(self) -> int:
        return self.ports[0]

    @property
    def lmtp(self) -> int:
        return self.ports[1]

    @property
    def smtp(self) -> int:
        return self.ports[2]

    @property
    def door(self) -> int:
        """Where Postfix hands over letters for door.example.jp by LMTP: whoever listens there."""
        return self.ports[3]

    # ── Dovecot ──
    def start_dovecot(self) -> None:
        """The mail store; it may be ended and started again, and keeps what it has."""
        user, group = _mail_user()
        for name in ("run", "mail", "state"):
            (self.folder / name).mkdir(exist_ok=True)
        os.chown(self.folder / "mail", user.pw_uid, user.pw_gid)
        conf = self.folder / "dovecot.conf"
        (self.folder / "oauth.conf").write_text(OAUTH_CONF.format(tokens=self.tokens))
        conf.write_text(
            DOVECOT_CONF.format(
                folder=self.folder, imap=self.imap, lmtp=self.lmtp, user=user.pw_name, group=group.gr_name,
                uid=user.pw_uid, gid=user.pw_gid, password=PASSWORD,
            )
        )  # fmt: skip
        # In the foreground: a daemon would keep our pipes, and whoever reads them would wait for ever.
        with (self.folder / "dovecot.out").open("ab") as out:
            self.dovecot = subprocess.Popen([DOVECOT, "-F", "-c", conf], stdout=out, stderr=out, start_new_session=True)
        wait_for(self.imap)
        wait_for(self.lmtp)

    def end_dovecot(self, *, hard: bool = False) -> None:
        """Politely, or as a machine that loses its power: the whole family at once."""
        if self.dovecot is None:
            return
        with contextlib.suppress(ProcessLookupError):
            if hard:
                os.killpg(self.dovecot.pid, signal.SIGKILL)
            else:
                self.dovecot.terminate()
        self.dovecot.wait(READY_WITHIN)
        (self.folder / "run" / "master.pid").unlink(missing_ok=True)
        self.dovecot = None

    # ── Postfix ──
    def start_postfix(self) -> None:
        config = self.folder / "postfix"
        shutil.copytree("/etc/postfix", config, symlinks=False, ignore=shutil.ignore_patterns("main.cf", "master.cf"))
        spool, data = self.folder / "spool", self.folder / "data"
        spool.mkdir()
        data.mkdir()
        os.chown(data, pwd.getpwnam("postfix").pw_uid, -1)
        (config / "main.cf").write_text(
            MAIN_CF.format(folder=self.folder, config=config, lmtp=self.lmtp, domain=DOMAIN)
        )
        (config / "master.cf").write_text(MASTER_CF.format(smtp=self.smtp))
        (config / "transport").write_text(
            f"gone.{DOMAIN} error:5.1.1 User unknown\ndoor.{DOMAIN} lmtp:inet:127.0.0.1:{self.door}\n"
        )
        log = self.folder / "postfix.log"
        with log.open("ab") as out:
            started = subprocess.run([POSTFIX, "-c", config, "start"], check=False, stdout=out, stderr=out)
        if started.returncode:
            raise RuntimeError(log.read_text())
        wait_for(self.smtp)

    def end_postfix(self) -> None:
        if (self.folder / "postfix").exists():
            with (self.folder / "postfix.log").open("ab") as out:
                subprocess.run([POSTFIX, "-c", self.folder / "postfix", "stop"], check=False, stdout=out, stderr=out)

    def send(self, raw: bytes, *to: str, by: str = "colleague@example.jp") -> None:
        with smtplib.SMTP("127.0.0.1", self.smtp, timeout=20) as server:
            server.sendmail(by, list(to), raw)

    def deliver_at_once(self, user: str, letters: list[bytes]) -> None:
        """Puts letters into a mailbox as its files, faster than any server would."""
        owner, group = _mail_user()
        new = self.folder / "mail" / user / "new"
        for folder in (new.parent, new, new.parent / "cur", new.parent / "tmp"):
            folder.mkdir(exist_ok=True)
            os.chown(folder, owner.pw_uid, group.gr_gid)
        for number, raw in enumerate(letters):
            file = new / f"{1_700_000_000 + number}.M{number}P1.mail"
            file.write_bytes(raw.replace(b"\r\n", b"\n"))
            os.chown(file, owner.pw_uid, group.gr_gid)


def _mail_user() -> tuple[pwd.struct_passwd, grp.struct_group]:
    user = pwd.getpwnam("nobody") if ROOT else pwd.getpwuid(os.geteuid())
    return user, grp.getgrgid(user.pw_gid)


def wait_for(port: int) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nobody listens on port {port}")


@contextmanager
def mail_servers(tokens: str = "") -> Iterator[MailServers]:
    """Both servers in a folder that the mail user may enter (the runner's own temporary folders are closed).

    `tokens` is where Dovecot asks whose an OAuth token is."""
    folder = Path(tempfile.mkdtemp(prefix="suketto-mail-"))
    folder.chmod(0o755)
    servers = MailServers(folder, tokens=tokens)
    try:
        servers.start_dovecot()
        servers.start_postfix()
        yield servers
    finally:
        servers.end_postfix()
        servers.end_dovecot()
        shutil.rmtree(folder, ignore_errors=True)


DOVECOT_CONF = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
listen = 127.0.0.1
protocols = imap lmtp
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{folder}/mail/%n
mail_uid = {uid}
mail_gid = {gid}
recipient_delimiter = +
auth_username_format = %Ln
lmtp_save_to_detail_mailbox = no
auth_mechanisms = plain xoauth2
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth.conf
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%n allow_all_users=yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
"""

OAUTH_CONF = """
tokeninfo_url = {tokens}?access_token=
username_attribute = email
"""

MAIN_CF = """
compatibility_level = 3.6
queue_directory = {folder}/spool
data_directory = {folder}/data
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.{domain}
mydestination =
mynetworks = 127.0.0.0/8
relayhost =
virtual_mailbox_domains = {domain}, gone.{domain}, door.{domain}
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
transport_maps = texthash:{config}/transport
recipient_delimiter = +
smtpd_recipient_restrictions = permit_mynetworks, reject
default_transport = error:outside mail is not delivered here
message_size_limit = 80000000
mailbox_size_limit = 0
virtual_mailbox_limit = 0
smtpd_peername_lookup = no
disable_dns_lookups = yes
smtpd_reject_unlisted_recipient = no
"""

MASTER_CF = """
{smtp} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
