"""Passwords and keys of mailboxes: never in clear in the database or a backup of it without the key."""

from suketto.foundation.sealing import CannotUnseal, Sealer

__all__ = ["CannotUnseal", "seal", "unseal"]

_sealer = Sealer("suketto.channels.email.sealing")
seal, unseal = _sealer.seal, _sealer.unseal
