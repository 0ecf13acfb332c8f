"""format=flowed (RFC 3676): lines that a program broke are one line again."""


def unflowed(text: str, *, delsp: bool) -> str:
    """Joins lines that end in a blank with the next of the same quote depth; `delsp` says the blank is no part."""
    lines: list[str] = []
    open_depth: int | None = None
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:]
        words = words.removeprefix(" ")  # space-stuffing
        flows = words.endswith(" ") and words != "-- "
        piece = words[:-1] if flows and delsp else words
        if open_depth == depth and words != "-- ":
            lines[-1] += piece
        else:
            lines.append(">" * depth + (" " if depth and piece else "") + piece)
        open_depth = depth if flows else None
    return "\n".join(lines)
