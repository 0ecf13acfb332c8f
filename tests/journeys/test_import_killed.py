"""An import that was killed in the middle and begun again ends as one that nobody disturbed."""

import csv
import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.house import ROOT, SUKETTO, HouseOutOfOrder, Premises, built, copied

REAL = ROOT.parent / "shared" / "data" / "tickets" / "uci_incident_event_log_first5999.csv"
HEADS = ["number", "incident_state", "opened_at", "sys_updated_at", "resolved_at", "caller_id", "assigned_to",
         "sys_updated_by", "contact_type", "subject", "description", "impact", "urgency"]  # fmt: skip
LIFE = ["New", "Active", "Awaiting User Info", "Resolved"]


def made_up(folder: Path) -> Path:
    """1,000 tickets with one to four rows each, the rows of a ticket not side by side."""
    rows = []
    for number in range(1000):
        begun = datetime(2026, 4, 1, 9) + timedelta(minutes=17 * number)  # noqa: DTZ001 - a file says no time zone
        for step, state in enumerate(LIFE[: number % 4 + 1]):
            moment = begun + timedelta(hours=5 * step)
            rows.append([
                f"INC{number:07d}", state, f"{begun:%Y-%m-%d %H:%M}", f"{moment:%Y-%m-%d %H:%M}",
                f"{moment:%Y-%m-%d %H:%M}" if state == "Resolved" else "", f"Caller {number % 90}", "Resolved by 7",
                f"Updated by {step}", "Phone", f"複合機 {number % 37} 号機から出ない", f"{number} 回目。紙づまり。",
                "2 - Medium", "2 - Medium",
            ])  # fmt: skip
    rows.sort(key=lambda row: row[3])
    file = folder / "log.csv"
    with file.open("w", newline="", encoding="utf-8") as opened:
        csv.writer(opened).writerows([HEADS, *rows])
    return file


def told_by(premises: Premises) -> Any:
    return json.loads(premises.run(sys.executable, "-m", "tests.journeys.plant", "tests.journeys.seeds:tell_imported"))


def killed_at(premises: Premises, file: Path, batch: int) -> None:
    """Kills the import as soon as it says that its n-th batch is done, while the next is under way."""
    killed_when_it_says(f"{batch * 200:,}/", premises, "import", "tickets", str(file))


def killed_when_it_says(words: str, premises: Premises, *verb: str) -> None:
    with subprocess.Popen(
        [SUKETTO, *verb], cwd=ROOT, env=premises.environment, stdout=subprocess.PIPE, text=True
    ) as under_way:
        assert under_way.stdout is not None
        for line in under_way.stdout:
            if words in line:
                break
        under_way.kill()


@pytest.mark.slow
@pytest.mark.parametrize("which", ["made up", "real"])
def test_killed_twice_and_begun_again_nothing_is_lost_or_doubled(which: str, tmp_path: Path) -> None:
    if which == "real" and not REAL.exists():
        pytest.skip("the real log (../shared/data/tickets) is not on this machine")
    file = REAL if which == "real" else made_up(tmp_path)
    (tmp_path / "model").mkdir()
    undisturbed = built(tmp_path / "model", "tests.journeys.seeds:small")
    disturbed = copied(undisturbed, tmp_path / "disturbed")

    undisturbed.suketto("import", "tickets", str(file))
    killed_at(disturbed, file, 1)
    begun = len(told_by(disturbed)["tickets"])
    killed_at(disturbed, file, 2)
    disturbed.suketto("import", "tickets", str(file))
    whole, mended = told_by(undisturbed), told_by(disturbed)

    assert 200 <= begun < len(whole["tickets"])
    assert mended == whole
    assert "unbroken" in disturbed.suketto("verify")
    assert "new 0" in disturbed.suketto("import", "tickets", str(file))


@pytest.mark.slow
def test_a_reindex_killed_in_the_middle_goes_on_where_it_was_and_the_house_is_searched_meanwhile(
    tmp_path: Path,
) -> None:
    premises = built(tmp_path, "tests.journeys.seeds:small")
    premises.suketto("import", "tickets", str(made_up(tmp_path)))
    before = told_by(premises)

    killed_when_it_says("ticket: 400/", premises, "reindex", "ticket")
    with pytest.raises(HouseOutOfOrder, match="ticket is being made anew"):
        premises.suketto("check")
    rest = premises.suketto("reindex", "ticket")

    assert "ticket: 200/" not in rest
    assert "ticket: well" in rest
    assert told_by(premises) == before
