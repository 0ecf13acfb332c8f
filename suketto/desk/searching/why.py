"""Why a result stands where it stands, in words with shares: for whoever looks after the search."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from suketto.search.queries import Hit

WORDS = {
    "bm25": gettext_noop("珍しい言葉が多く出てくる"),
    "words": gettext_noop("聞かれた言葉がそろっている"),
    "title": gettext_noop("題名にある"),
    "title_said": gettext_noop("題名のほかの言葉が少ない"),
    "letters": gettext_noop("同じ文字がある"),
    "title_letters": gettext_noop("題名に同じ文字がある"),
    "pairs": gettext_noop("言葉が同じ順に続く"),
    "title_pairs": gettext_noop("題名で言葉が同じ順に続く"),
    "whole": gettext_noop("全体がその話題である"),
    "together": gettext_noop("言葉が近くに集まっている"),
    "near_title": gettext_noop("題名の意味が近い"),
    "near": gettext_noop("全体の意味が近い"),
    "meaning": gettext_noop("言語モデルが近い意味と見る"),
    "asked_before": gettext_noop("前にこの言葉で聞かれ、ここで解決した"),
    "asked_alike": gettext_noop("よく似た質問がここで解決した"),
    "scan": gettext_noop("一件ずつ読んで、その文字が見つかった"),
    "literal": gettext_noop("書かれたとおりの文字がある"),
}


def reasons(hit: Hit) -> Sequence[tuple[str, float, int]]:
    """Each signal in words, what it added, and its share of the score in percent; the largest first."""
    whole = sum(hit.why.values()) or 1.0
    ordered = sorted(hit.why.items(), key=lambda signal: -signal[1])
    return [(_(WORDS.get(name, name)), round(added, 2), round(100 * added / whole)) for name, added in ordered if added]
