"""What changed between two versions of a procedure, text by text."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from suketto.knowledge.diff import compare
from suketto.procedures.models import Instruction, Version
from suketto.procedures.queries import lines_of_version
from suketto.procedures.walking import GIVEN_UP, SOLVED
from suketto.procedures.way import Line


def texts_of(version: Version | None) -> dict[str, str]:
    if version is None:
        return {}
    lines = lines_of_version(version)
    service = version.service.name if version.service else ""
    return texts(name=version.name, words=version.words, service=service, minutes=version.minutes, lines=lines)


def texts(*, name: str, words: Sequence[str], service: str, minutes: int, lines: Sequence[Line]) -> dict[str, str]:
    """All that a version says, by the name that people see."""
    return {
        _("名前"): name,
        _("困っているときの言葉"): "\n".join(words),
        _("サービス"): service,
        _("見込みの分"): str(minutes or ""),
        _("手順"): "\n".join(_told(number, line) for number, line in enumerate(lines, start=1)),
    }


def _told(number: int, line: Line) -> str:
    manner = str(Instruction.Manner(line.manner).label) if line.manner != Instruction.Manner.ACT else ""
    then = _("できたら → 手順 %s") % line.then if line.then else ""
    over = _("できたら → 解決") if line.then == SOLVED else ""
    after = _("できないとき → 手順 %s") % line.otherwise if line.otherwise else ""
    given_up = _("できないとき → ここで終わり") if line.otherwise == GIVEN_UP else ""
    minutes = _("%s 分") % line.minutes if line.minutes else ""
    facts = " / ".join(part for part in (manner, minutes, then, over, after, given_up) if part)
    return "\n".join([f"{number}. {line.text}", *(f"　　{text}" for text in (line.expect, facts) if text)])


def differences(before: dict[str, str], after: dict[str, str]) -> list[dict[str, Any]]:
    """In reading order, unchanged ones too, so that the whole can be read."""
    return [
        {
            "label": label,
            "pieces": compare(before.get(label, ""), text),
            "changed": not before or before.get(label, "") != text,
        }
        for label, text in after.items()
    ]
