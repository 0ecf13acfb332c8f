"""Under which beginnings a colleague is found: one folded form each for kanji, kana and romaji, in either order."""

import re
import unicodedata

import jaconv
from django.db import models

from suketto.foundation.text import fold

COLUMNS = ("name_key", "turned_key", "kana_key", "turned_kana_key", "romaji_key", "turned_romaji_key")
LONGEST = 130
BETWEEN = re.compile(r"[\s・,、=＝'’.\-]+")
# One name, several forms of its sign; who types takes what the keyboard offers first.
FORMS = str.maketrans("髙﨑𠮷濵濱邉邊齋齊廣嶋澤眞櫻德槇瀨惠壽國", "高崎吉浜浜辺辺斎斉広島沢真桜徳槙瀬恵寿国")
SPELLINGS = [
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"[^a-z]", ""), (r"sy", "sh"), (r"ty|cy", "ch"), (r"(?:zy|jy)", "j"), (r"si", "shi"), (r"ti", "chi"),
        (r"tu", "tsu"), (r"(?<![sc])hu", "fu"), (r"[zd]i", "ji"), (r"du", "zu"), (r"l", "r"), (r"n{2,}", "n"),
        (r"m(?=[bmp])", "n"), (r"o(?:[uo]|h(?![aiueoy]))+", "o"), (r"uu+", "u"),
    )
]  # fmt: skip


def name_key(text: str) -> str:
    """Kanji and kana: width, case and the forms of a sign aside, without spaces."""
    return BETWEEN.sub("", fold(text)).translate(FORMS)[:LONGEST]


def romaji_key(text: str) -> str:
    """Hepburn, kunrei and what stands in passports become one: satou, satoh, sato; sibata, shibata."""
    spelt = unicodedata.normalize("NFKC", text).casefold()
    for pattern, plain in SPELLINGS:
        spelt = pattern.sub(plain, spelt)
    return spelt[:LONGEST]


class Findable(models.Model):
    """The columns, and how they follow from the name."""

    family_name: models.CharField[str, str]
    given_name: models.CharField[str, str]
    family_kana: models.CharField[str, str]
    given_kana: models.CharField[str, str]
    name_key = models.CharField(max_length=LONGEST, default="", editable=False)
    turned_key = models.CharField(max_length=LONGEST, default="", editable=False)
    kana_key = models.CharField(max_length=LONGEST, default="", editable=False)
    turned_kana_key = models.CharField(max_length=LONGEST, default="", editable=False)
    romaji_key = models.CharField(max_length=LONGEST, default="", editable=False)
    turned_romaji_key = models.CharField(max_length=LONGEST, default="", editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_key

    def fill_keys(self) -> None:
        kana = fold(self.family_kana), fold(self.given_kana)
        latin = [str(jaconv.kana2alphabet(part)) for part in kana]
        if not any(latin):
            latin = [self.family_name, self.given_name]
        self.name_key = name_key(self.family_name + self.given_name)
        self.turned_key = name_key(self.given_name + self.family_name)
        self.kana_key, self.turned_kana_key = name_key(kana[0] + kana[1]), name_key(kana[1] + kana[0])
        self.romaji_key, self.turned_romaji_key = romaji_key(latin[0] + latin[1]), romaji_key(latin[1] + latin[0])
