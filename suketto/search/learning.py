"""What the house's own texts teach about its words: how broad each text is, and which words keep the same company.

Runs in a process of its own (`python -m suketto.search KIND`), because numpy and a few thousand texts would
weigh on the server for a task of seconds. The method: positive pointwise mutual information of words within eight
places, softened (Levy, Goldberg, Dagan 2015), its singular vectors, and texts as the sum of their words by rarity.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from suketto.foundation.clock import now
from suketto.search.asking import rarity
from suketto.search.models import Collection, Term, Text
from suketto.search.postings import USUAL_RARITY, breadth, damped, write_rows
from suketto.search.vectors import DIMENSIONS

FEWEST, MOST = 300, 50_000  # documents: fewer teach nothing, more need no vectors to be told apart
NEIGHBOURS = 8  # places to either side
RARELY = 2  # a word that stands here fewer times keeps no company
PAIRS_SOFTENED = 0.75
BATCH = 300
CHANGED = 0.02

Texts = Sequence[tuple[int, list[str], list[str]]]


def learn_words(kind: str) -> int:
    """Reckons breadths and, where there are enough texts to learn from, vectors; how many texts were changed."""
    counts = dict(Term.objects.filter(kind=kind).values_list("text", "document_count"))
    collection = Collection.objects.filter(pk=kind).first()
    if collection is None or not counts:
        return 0
    rarities = {word: rarity(count, collection.document_count) for word, count in counts.items()}
    changed = _reckon_breadths(kind, rarities)
    collection.learnt_at = now()
    collection.save(update_fields=["learnt_at"])
    if FEWEST <= collection.document_count <= MOST:
        texts = [(pk, title.split(), body.split()) for pk, title, body in _words_of(kind)]
        _learn_vectors(collection, texts, rarities)
        changed = len(texts)
    return changed


def _words_of(kind: str) -> Iterator[tuple[int, str, str]]:
    """Page by page, each read to its end: on SQLite whoever still reads an older state may not begin to write."""
    texts = Text.objects.filter(document__kind=kind).order_by("pk").values_list("pk", "title_words", "body_words")
    page = list(texts[:READ_AT_ONCE])
    while page:
        yield from page
        page = list(texts.filter(pk__gt=page[-1][0])[:READ_AT_ONCE])


READ_AT_ONCE = 1_000


def _reckon_breadths(kind: str, rarities: Mapping[str, float]) -> int:
    known = dict(Text.objects.filter(document__kind=kind).values_list("pk", "breadth"))
    stale: list[tuple[float | bytes, ...]] = []
    changed = 0
    for pk, title, body in _words_of(kind):
        true = breadth([*title.split(), *body.split()], rarities)
        if abs(true - known.get(pk, 0.0)) > CHANGED * true:
            stale.append((round(true, 4), pk))
            changed += 1
        if len(stale) == BATCH:
            write_rows(Text, ["breadth"], stale)
            stale.clear()
    write_rows(Text, ["breadth"], stale)
    return changed


def _learn_vectors(collection: Collection, texts: Texts, rarities: Mapping[str, float]) -> None:
    import numpy as np  # noqa: PLC0415  (only here: the server never loads it)

    vocabulary, company = _company([[*title, *body] for _, title, body in texts])
    if len(vocabulary) <= DIMENSIONS:
        return
    known = _singular(company)
    ones = np.array([rarities.get(word, USUAL_RARITY) for word in vocabulary])
    titles = _summed([Counter(title) for _, title, _ in texts], vocabulary, ones, known)
    wholes = _summed([Counter([*title, *body]) for _, title, body in texts], vocabulary, ones, known)
    means = titles.mean(0), wholes.mean(0)
    titles, wholes = _units(titles - means[0]), _units(wholes - means[1])
    stored = {word: _packed(vector) for word, vector in zip(vocabulary, known, strict=True)}
    _store(collection, texts, (titles, wholes), stored)
    # A house that learns asks with means and vectors of one lesson: the means come last.
    collection.title_mean, collection.mean = (mean.astype(np.float32).tobytes() for mean in means)
    collection.save(update_fields=["title_mean", "mean"])


def _store(collection: Collection, texts: Texts, vectors: tuple[Any, Any], words: Mapping[str, bytes]) -> None:
    titles, wholes = vectors
    for start in range(0, len(texts), BATCH):
        part = range(start, min(start + BATCH, len(texts)))
        write_rows(
            Text, ["title_vector", "vector"], [(_packed(titles[at]), _packed(wholes[at]), texts[at][0]) for at in part]
        )
    terms = list(Term.objects.filter(kind=collection.kind).order_by("pk").values_list("pk", "text"))
    for start in range(0, len(terms), BATCH):
        write_rows(Term, ["vector"], [(words.get(text, b""), pk) for pk, text in terms[start : start + BATCH]])


def _company(texts: Sequence[list[str]]) -> tuple[list[str], Any]:
    """The words that stand often enough, in order of appearance, and how often each pair stands within reach."""
    import numpy as np  # noqa: PLC0415
    from scipy.sparse import coo_matrix  # noqa: PLC0415

    times = Counter(word for words in texts for word in words)
    vocabulary = [word for word, count in times.items() if count >= RARELY]
    numbers = {word: number for number, word in enumerate(vocabulary)}
    lefts, rights = [], []
    for words in texts:
        places = np.array([numbers.get(word, -1) for word in words], dtype=np.int32)
        for distance in range(1, min(NEIGHBOURS, len(places) - 1) + 1):
            left, right = places[:-distance], places[distance:]
            both = (left >= 0) & (right >= 0)
            lefts += [left[both], right[both]]
            rights += [right[both], left[both]]
    pairs = np.concatenate(lefts), np.concatenate(rights)
    ones = np.ones(len(pairs[0]), dtype=np.float32)
    return vocabulary, coo_matrix((ones, pairs), shape=(len(vocabulary), len(vocabulary))).tocsr()


def _singular(company: Any) -> Any:
    """Unit vectors whose nearness follows how much oftener than by chance two words meet."""
    import numpy as np  # noqa: PLC0415
    from scipy.sparse import coo_matrix  # noqa: PLC0415
    from scipy.sparse.linalg import svds  # noqa: PLC0415

    rows = np.asarray(company.sum(1), dtype=np.float64).ravel()
    expected = rows**PAIRS_SOFTENED / (rows**PAIRS_SOFTENED).sum()
    pairs = company.tocoo()
    gain = np.log(pairs.data / (rows[pairs.row] * expected[pairs.col]))
    kept = gain > 0
    likely = coo_matrix((gain[kept], (pairs.row[kept], pairs.col[kept])), shape=company.shape).tocsr()
    left, sizes, _ = svds(likely, k=DIMENSIONS, v0=np.ones(likely.shape[0]))
    return _units(left * np.sqrt(sizes))


def _summed(texts: Sequence[Counter[str]], vocabulary: list[str], rarities: Any, known: Any) -> Any:
    import numpy as np  # noqa: PLC0415
    from scipy.sparse import coo_matrix  # noqa: PLC0415

    numbers = {word: number for number, word in enumerate(vocabulary)}
    cells = [
        (at, numbers[word], damped(times))
        for at, words in enumerate(texts)
        for word, times in words.items()
        if word in numbers
    ]
    rows, columns, values = zip(*cells, strict=True)
    matrix = coo_matrix((np.array(values), (rows, columns)), shape=(len(texts), len(vocabulary))).tocsr()
    return _units(matrix.multiply(rarities[None, :]).tocsr() @ known)


def _units(vectors: Any) -> Any:
    import numpy as np  # noqa: PLC0415

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)


def _packed(vector: Any) -> bytes:
    """As signed bytes, the largest number 127."""
    import numpy as np  # noqa: PLC0415

    largest = np.abs(vector).max()
    return b"" if not largest else np.rint(vector * (127 / largest)).astype(np.int8).tobytes()
