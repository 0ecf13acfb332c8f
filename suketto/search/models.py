"""The index as ordinary tables: what may be found, its text, its words, and which questions it has answered before."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from suketto.people.models import Person


class Collection(models.Model):
    """How many documents of a kind there were when counts were last refreshed; what rarity is reckoned against."""

    kind = models.CharField(max_length=40, primary_key=True)
    document_count = models.IntegerField()
    refreshed_at = models.DateTimeField()
    # What all titles and all documents have in common, as 32-bit floats; empty until word vectors were learnt.
    title_mean = models.BinaryField(default=bytes)
    mean = models.BinaryField(default=bytes)
    learnt_at = models.DateTimeField(null=True)
    made_with = models.CharField(max_length=64, default="", blank=True)  # what its texts were read with: analysis.py
    broken_at = models.DateTimeField(null=True)  # when the self-test failed; until it is mended texts are read through

    def __str__(self) -> str:
        return self.kind


class Rebuild(models.Model):
    """How far the making anew of a kind's index has come: everything up to the record `after` is done."""

    kind = models.CharField(max_length=40, primary_key=True)
    after = models.BigIntegerField(default=0)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    made_with = models.CharField(max_length=64, default="", blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.done}/{self.total}"


class Document(models.Model):
    """One thing that can be found and who may find it. Narrow on purpose: every search touches many of these rows."""

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    public = models.BooleanField(default=False)
    desk_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_document_once")]
        indexes = [
            models.Index(fields=["kind", "person_id"], name="search_document_owner"),
            models.Index(fields=["kind", "desk_id"], name="search_document_desk"),
            models.Index(fields=["kind"], condition=models.Q(public=True), name="search_document_public"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Bundle(models.Model):
    """Some thousand records of a kind, by number, whose letters were counted up together: see `letters.py`."""

    kind = models.CharField(max_length=40, db_index=True)
    members = models.BinaryField()
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Pair(models.Model):
    """Which members of a bundle hold two neighbouring letters, or one letter; `key` is a number made of the letters."""

    bundle = models.ForeignKey(Bundle, models.DO_NOTHING, db_constraint=False, related_name="+")
    key = models.IntegerField()
    places = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["key", "bundle"], name="search_pair_key")]

    def __str__(self) -> str:
        return f"{self.bundle_id} {self.key}"


class Text(models.Model):
    """What a document says: as it is shown, as its words in order, and folded for finding it letter by letter."""

    document = models.OneToOneField(Document, models.CASCADE, primary_key=True, related_name="text")
    title = models.TextField()
    title_words = models.TextField()
    body_words = models.TextField()
    folded = models.TextField()
    # The length of its words as a vector of rarities: what a long text of rare words is divided by. 0: not reckoned.
    breadth = models.FloatField(default=0.0)
    title_vector = models.BinaryField(default=bytes)
    vector = models.BinaryField(default=bytes)
    # Where its letters are counted; null since it last changed.
    bundle = models.ForeignKey(Bundle, models.DO_NOTHING, db_constraint=False, null=True, related_name="texts")

    def __str__(self) -> str:
        return self.title


class Term(models.Model):
    """A word of one kind of document; each kind keeps its own words, so its own rarity."""

    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=60)
    reading = models.CharField(max_length=60)
    document_count = models.IntegerField(default=0)  # as of the last refresh_counts()
    vector = models.BinaryField(default=bytes)  # learnt from the company it keeps here; empty: too rare, or not yet

    class Meta:
        # The operator classes let PostgreSQL find the beginning of a word whatever its collation; SQLite compares
        # bytes anyway.
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "text"], name="search_term_once", opclasses=["varchar_pattern_ops"] * 2
            )
        ]
        indexes = [
            models.Index(fields=["kind", "reading"], name="search_term_reading", opclasses=["varchar_pattern_ops"] * 2),
        ]

    def __str__(self) -> str:
        return self.text


class Sense(models.Model):
    """What a word means, by the dictionary's number; words that share one are alike."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="senses")
    number = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number", "term"], name="search_sense_once")]

    def __str__(self) -> str:
        return f"{self.term_id} means {self.number}"


class Posting(models.Model):
    """A document holds a word, and how much that says about it before the rarity of the word is counted in.

    The rows are the index's own and written by the thousand, so the database checks no reference; actions keep order.
    """

    term = models.ForeignKey(Term, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    document = models.ForeignKey(Document, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    weight = models.FloatField()

    class Meta:
        # All three columns, so that a search reads the index alone on SQLite as on PostgreSQL.
        indexes = [models.Index(fields=["term", "document", "weight"], name="search_posting_covering")]

    def __str__(self) -> str:
        return f"{self.term_id} in {self.document_id}"


class PastQuestion(models.Model):
    """The words of a question that this document has answered; `origin` names where it came from, to take it back."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="past_questions")
    words = models.TextField()
    origin = models.CharField(max_length=80, blank=True, db_index=True)

    def __str__(self) -> str:
        return self.words


class Meaning(models.Model):
    """A document's vector by the operator's own model, as signed bytes; `model` is that model's fingerprint.

    A table of its own, because asking reads all that may be seen: in `Text` they would lie between long texts.
    """

    document = models.OneToOneField(Document, models.CASCADE, primary_key=True, related_name="meaning")
    model = models.CharField(max_length=16)
    vector = models.BinaryField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.document_id} by {self.model}"


class Wording(models.Model):
    """Words that mean one thing in this house, the first standing for all; `ended_at` when it was taken out of force.

    `seed` names the line of `wording.txt` whose place it takes, by the first word there.
    """

    words = models.JSONField(_("ことば"), default=list)
    seed = models.CharField(max_length=100, null=True, blank=True, unique=True)
    folded = models.TextField()
    changed_by_name = models.CharField(max_length=120)
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return " = ".join(self.words)


class Spelling(models.Model):
    """A word of a wording in force; the database keeps a word from standing in two groups."""

    key = models.CharField(max_length=100, unique=True)
    wording = models.ForeignKey(Wording, models.CASCADE, related_name="spellings")

    def __str__(self) -> str:
        return self.key


class Rewording(models.Model):
    """One change of the wording: what each group was and is (null: not in force), so that it can be taken back.

    The newest `token` tells every process whether what it holds is still true; `touched` are the words whose documents
    are read anew, and `indexed_at` when that was done.
    """

    class What(models.TextChoices):
        ADDED = "added", _("足した")
        CHANGED = "changed", _("直した")
        ENDED = "ended", _("止めた")
        RESUMED = "resumed", _("また使う")
        IMPORTED = "imported", _("取り込んだ")
        UNDONE = "undone", _("元に戻した")

    what = models.CharField(max_length=10, choices=What.choices)
    token = models.UUIDField(default=uuid4, unique=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    touched = models.JSONField(default=list)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    undoes = models.ForeignKey("self", models.SET_NULL, null=True, related_name="undoings")
    indexed_at = models.DateTimeField(null=True)
    indexed = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d}"

    @property
    def pairs(self) -> list[tuple[list[str] | None, list[str] | None]]:
        """Each group as it was and as it is; None where it was not, or is not, in force."""
        return [(self.before.get(pk), words) for pk, words in self.after.items()]
