"""Numbers of records as requests name them."""

LONGEST = 18  # digits that every database holds in a key


def number_in(text: str) -> int | None:
    """The number that a text is, full-width digits too; None for everything else and for what no key can be."""
    bare = text.strip()
    return int(bare) if bare.isdecimal() and len(bare) <= LONGEST else None
