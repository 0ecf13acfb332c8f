"""Which records hold some letters: a table of neighbouring letters that names candidates, so that few texts are read.

It only narrows: a record that is named is looked at letter by letter, and one whose text has changed since it was
bundled is named whatever is asked. So nothing that holds the letters can be missed.
"""

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, pairwise

from django.db import connection, transaction
from django.db.models import Count, IntegerField, TextField
from django.db.models.expressions import RawSQL

from suketto.foundation.clock import now
from suketto.search.models import Bundle, Document, Pair, Text
from suketto.search.postings import chunks

SIZE = 4_096  # records in a bundle
BUNDLES_READ = 8  # at a time
BITS = SIZE // 8
PAIRS_ASKED = 12
LOOSE_MAX = 1_000  # texts read one by one before a bundle is made of them
LOOSE_NAMED = 20_000
SMALL_MAX = 8  # bundles less than half full, before they are made into one
ROWS = 2_000
PAIR_BITS = 20
NEVER_FINISHED = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Window:
    """Numbers of records that may hold the letters, newest first; `more` says that older ones were not named."""

    numbers: Sequence[int]
    more: bool


def holding(folded: Iterable[str], kind: str, *, limit: int, below: int | None = None) -> Window:
    """The newest `limit` records, of numbers smaller than `below`, that may hold all of these folded texts."""
    keys = {key for text in folded for key in asked(text)}
    numbers = set(_bundled(keys, kind, limit + 1, below))
    numbers.update(_loose(kind, limit + 1, below))
    newest = sorted(numbers, reverse=True)
    return Window(newest[:limit], len(newest) > limit)


def named(numbers: Iterable[int]) -> RawSQL:
    """Many numbers as one value of a statement, for `pk__in`."""
    statement, value = numbers_in_sql(numbers)
    return RawSQL(statement, [value], IntegerField())  # noqa: S611  (two fixed statements)


def numbers_in_sql(numbers: Iterable[int]) -> tuple[str, object]:
    """The same as SQL with its one value."""
    if connection.vendor == "postgresql":
        return "SELECT unnest(%s::bigint[])", list(numbers)
    return "SELECT value FROM json_each(%s)", json.dumps(list(numbers))


def keys_of(text: str) -> set[int]:
    """Numbers for every letter and every two neighbours of a folded text."""
    return {_pair(one, other) for one, other in set(pairwise(text))} | {_single(letter) for letter in set(text)}


def asked(text: str) -> list[int]:
    """Of a searched text the pairs that are looked up: all of a short one, some of a long one."""
    if len(text) == 1:
        return [_single(text)]
    pairs = list(dict.fromkeys(_pair(one, other) for one, other in pairwise(text)))
    step = max(1, len(pairs) // PAIRS_ASKED)
    return pairs[::step][:PAIRS_ASKED]


def _pair(one: str, other: str) -> int:
    return (ord(one) * 65_599 + ord(other)) & ((1 << PAIR_BITS) - 1)


def _single(letter: str) -> int:
    return (1 << PAIR_BITS) + (ord(letter) & 0xFFFF)


def _loose(kind: str, limit: int, below: int | None) -> Iterable[int]:
    """Records whose text is in no bundle: usually few, and then looked up by their document and by nothing else.

    A database that is also told the kind may walk through all of that kind.
    """
    few = list(Text.objects.filter(bundle=None).values_list("pk", flat=True)[:LOOSE_NAMED])
    if len(few) < LOOSE_NAMED:
        known = Document.objects.filter(pk__in=named(few)).values_list("kind", "object_id")
        return [number for of, number in known if of == kind and (below is None or number < below)]
    documents = Document.objects.filter(kind=kind, text__bundle=None)
    if below is not None:
        documents = documents.filter(object_id__lt=below)
    return documents.order_by("-object_id").values_list("object_id", flat=True)[:limit]


def _bundled(keys: set[int], kind: str, limit: int, below: int | None) -> Iterator[int]:
    """The newest members of bundles that hold every key; older bundles are left alone as soon as there are enough."""
    found: dict[int, list[bytes]] = defaultdict(list)
    for bundle, places in Pair.objects.filter(key__in=keys, bundle__kind=kind).values_list("bundle_id", "places"):
        found[bundle].append(bytes(places))
    whole = {bundle: places for bundle, places in found.items() if len(places) == len(keys)}
    lasts = Bundle.objects.filter(pk__in=whole).annotate(last=_last_member()).values_list("pk", "last")
    newest = sorted(((_number(last), pk) for pk, last in lasts), reverse=True)
    kept: list[int] = []
    for start in range(0, len(newest), BUNDLES_READ):
        # Nothing that is still to come is newer than the last member of the next bundle.
        if sum(number > newest[start][0] for number in kept) >= limit:
            break
        wanted = {pk: common(whole[pk]) for _last, pk in newest[start : start + BUNDLES_READ]}
        wanted = {pk: places for pk, places in wanted.items() if places}
        for pk, members in Bundle.objects.filter(pk__in=wanted).values_list("pk", "members"):
            numbers = array("q", bytes(members))
            kept += [numbers[place] for place in wanted[pk] if below is None or numbers[place] < below]
    return iter(kept)


def _last_member() -> RawSQL:
    """The last eight bytes of the members, as text that both databases can make."""
    if connection.vendor == "postgresql":
        return RawSQL("encode(substring(members from length(members) - 7), 'hex')", [], TextField())
    return RawSQL("hex(substr(members, -8))", [], TextField())


def _number(hexed: str) -> int:
    return array("q", bytes.fromhex(hexed))[0]


def packed(places: Sequence[int]) -> bytes:
    """Few places as two bytes each, many as one bit for each member."""
    if 2 * len(places) < BITS:
        return array("H", places).tobytes()
    bits = bytearray(BITS)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return bytes(bits)


def common(packs: Iterable[bytes]) -> Sequence[int]:
    """The places that are in all of them."""
    shortest, *others = sorted(packs, key=len)
    if len(shortest) == BITS:
        whole = int.from_bytes(shortest, "little")
        for other in others:
            whole &= int.from_bytes(other, "little")
        return [place for place in range(SIZE) if whole >> place & 1] if whole else []
    places: Iterable[int] = array("H", shortest)
    for other in others:
        if len(other) == BITS:
            places = [place for place in places if other[place >> 3] >> (place & 7) & 1]
        else:
            held = set(array("H", other))
            places = [place for place in places if place in held]
    return list(places)


def bundle(kind: str) -> bool:
    """Makes one bundle of loose texts, or of bundles grown small; whether there was something to do."""
    loose = Text.objects.filter(bundle=None, document__kind=kind).order_by("pk")
    chosen, old = list(loose.values_list("pk", flat=True)[:SIZE]), list[int]()
    if len(chosen) < LOOSE_MAX:
        old = _grown_small(kind)
        chosen = list(Text.objects.filter(bundle__in=old).values_list("pk", flat=True))
    if not chosen and not old:
        return False
    texts = Text.objects.filter(pk__in=named(chosen)).order_by("document__object_id")
    rows = list(texts.values_list("pk", "document__object_id", "folded", "document__changed_at"))
    made = _written(kind, [(number, folded) for _pk, number, folded, _at in rows])
    _take_over(made, {pk: at for pk, _number, _folded, at in rows}, old)
    return True


def _grown_small(kind: str) -> list[int]:
    """Bundles of which less than half is in use (texts change and go), as many as fit into one; none while few."""
    live = dict(Text.objects.filter(bundle__kind=kind).values_list("bundle").annotate(Count("pk")).order_by())
    finished = Bundle.objects.filter(kind=kind, finished_at__isnull=False).order_by("pk").values_list("pk", flat=True)
    small = {pk: live.get(pk, 0) for pk in finished if live.get(pk, 0) < SIZE // 2}
    if len(small) < SMALL_MAX:
        return []
    return [pk for pk, size in zip(small, accumulate(small.values()), strict=True) if size <= SIZE]


def _written(kind: str, texts: Sequence[tuple[int, str]]) -> Bundle:
    """The bundle with all its rows, written a few at a time so that nobody waits; until it is taken over it is not
    needed, and does no harm."""
    found: dict[int, array[int]] = defaultdict(lambda: array("H"))
    for place, (_number, folded) in enumerate(texts):
        for key in keys_of(folded):
            found[key].append(place)
    made = Bundle.objects.create(
        kind=kind, members=array("q", (number for number, _ in texts)).tobytes(), made_at=now()
    )
    rows = (Pair(bundle=made, key=key, places=packed(places)) for key, places in sorted(found.items()))
    for chunk in chunks(rows, ROWS):
        Pair.objects.bulk_create(chunk)
    return made


def _take_over(made: Bundle, read: Mapping[int, datetime], old: Sequence[int]) -> None:
    """Texts that are still as they were read belong to the bundle from now on; the others stay loose."""
    with transaction.atomic():
        held = Document.objects.select_for_update().filter(pk__in=named(read)).order_by("pk")
        same = [pk for pk, at in held.values_list("pk", "changed_at") if read[pk] == at]
        Text.objects.filter(pk__in=named(same)).update(bundle=made)
        Bundle.objects.filter(pk=made.pk).update(finished_at=now())
        begun_long_ago = Bundle.objects.filter(finished_at=None, made_at__lt=now() - NEVER_FINISHED)
        gone = [*old, *begun_long_ago.values_list("pk", flat=True)]
        Pair.objects.filter(bundle__in=gone).delete()
        Bundle.objects.filter(pk__in=gone).delete()
