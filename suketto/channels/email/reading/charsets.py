"""From the bytes of a text to its letters, by what the letter says of itself and, failing that, by evidence."""

import codecs
import re
from functools import lru_cache

from suketto.channels.email.reading import jis
from suketto.channels.email.reading.letter import Remark

EVIDENCE = 65_536  # bytes looked at when nothing is said: enough to tell, cheap for a large text

_JAPANESE = {
    "cp932": """shift_jis shiftjis sjis x_sjis xsjis x_shift_jis shift_jis_2004 ms_kanji mskanji ms932 x_ms_cp932 cp932
        windows_31j windows31j windows_932 csshiftjis cswindows31j 932
        sjis_win cp943 cp943c x_ibm943 x_ibm943c shift_jisx0213""",
    "jis": """iso_2022_jp iso2022jp iso_2022_jp_1 iso_2022_jp_2 iso_2022_jp_3 iso_2022_jp_2004 iso_2022_jp_ms
        iso_2022_jp_ext iso2022_jp iso_2022jp cp50220 cp50221 cp50222 x_windows_50220 x_windows_50221 csiso2022jp
        csiso2022jp2 jis jis_encoding x_iso_2022_jp iso_2022_jp_win""",
    "euc": "euc_jp eucjp x_euc_jp xeucjp x_euc ujis euc_jp_ms eucjp_ms eucjp_win cp51932 cseucpkdfmtjapanese euc",
    "utf-8": "utf_8 utf8 utf8mb4 unicode_1_1_utf_8 x_utf_8 utf_8_sig utf_8_mac",
}
_FAMILY = {name: family for family, names in _JAPANESE.items() for name in names.split()}
_WIDER = {
    "gb2312": "gb18030",
    "gb_2312_80": "gb18030",
    "gbk": "gb18030",
    "x_gbk": "gb18030",
    "cp936": "gb18030",
    "euc_cn": "gb18030",
    "ks_c_5601_1987": "cp949",
    "ksc5601": "cp949",
    "ks_c_5601": "cp949",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "x_big5": "big5hkscs",
    "iso_8859_8_i": "iso8859-8",
    "x_mac_japanese": "cp932",
    "unicode": "utf-16",
}
_WESTERN = {"iso8859-1", "cp1252", "latin_1", "iso8859-15"}  # said by programs that never asked what they were sending
_SAYS_NOTHING = {"", "ascii", "us_ascii", "ansi_x3.4_1968", "unknown_8bit", "x_unknown", "unknown", "default", "8bit"}
_NOT_TEXT = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}

# What Japanese text is made of, and what wrong guesses are made of.
_KANA = re.compile(r"[ぁ-ゖァ-ヺー、。「」・々]")
_HALF_KANA = re.compile(r"[｡-ﾟ]")
_NEVER_WRITTEN = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
_OWN_LETTERS = re.compile(r"[\ue000-\ue757]")  # the two-byte codes of CP932 that everybody may fill
_HALF = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
_MARK = re.compile(rb"[\xde\xdf]")
_VOICED = re.compile(rb"[\xb3\xb6-\xc4\xca-\xce]\xde|[\xca-\xce]\xdf")
_KANJI = re.compile(r"[一-鿿]")
_IN_LATIN_WORD = re.compile(r"(?<=[A-Za-z])[一-鿿｡-ﾟ]|[一-鿿｡-ﾟ](?=[a-z])")
_THREE_BYTES = re.compile(rb"[\xe2-\xef][\x80-\xbf]{2}")


def decode(data: bytes, label: str = "") -> tuple[str, frozenset[Remark]]:
    """The text and what had to be assumed for it. Never raises; a letter nobody can read becomes U+FFFD."""
    name = _family(label)
    if name == "jis" and b"\x1b" not in data and b"$B" in data:
        data = jis.with_escapes_restored(data)
    if data.isascii() and not jis.has_escapes(data):
        return _ascii_or(data, name)
    text = _as_said(data, name)
    if text is not None:
        return text, frozenset()
    guessed, text = _by_evidence(data)
    if "\ufffd" in text or (guessed != "jis" and jis.has_escapes(data)):
        guessed, text = _line_by_line(data, name) or (guessed, text)
    remarks = {Remark.CHARSET_GUESSED}
    if name == "unknown":
        remarks.add(Remark.CHARSET_UNKNOWN)
    if "\ufffd" in text:
        remarks.add(Remark.LETTERS_LOST)
    if name == guessed:  # as said, with a broken letter or two
        remarks.discard(Remark.CHARSET_GUESSED)
    return text, frozenset(remarks)


def decode_header(data: bytes) -> str:
    """Raw eight-bit or ISO-2022-JP bytes of a header, which carries no label."""
    if data.isascii() and b"\x1b" not in data:
        return data.decode("ascii")
    return decode(data)[0]


@lru_cache(maxsize=256)
def _family(label: str) -> str:
    """jis, euc, cp932, utf-8, "" (nothing said), "unknown", or the name of a codec of Python's."""
    plain = re.sub(r"[\s_-]+", "_", label.partition("(")[0].strip().strip("\"'").lower())[:40]
    if plain in _SAYS_NOTHING:
        return ""
    if plain in _FAMILY:
        return _FAMILY[plain]
    try:
        found = codecs.lookup(_WIDER.get(plain, plain))
    except (LookupError, ValueError):
        return "unknown"
    if found.name in _NOT_TEXT or not found._is_text_encoding:  # noqa: SLF001
        return "unknown"
    return found.name


def _ascii_or(data: bytes, name: str) -> tuple[str, frozenset[Remark]]:
    """Seven-bit bytes: ASCII, unless they are said to be a code that is no ASCII (UTF-7, UTF-16, HZ)."""
    if name in {"utf-7", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "hz"}:
        try:
            return data.decode(name), frozenset()
        except UnicodeDecodeError:
            return data.decode("ascii"), frozenset({Remark.CHARSET_GUESSED})
    return data.decode("ascii"), frozenset({Remark.CHARSET_UNKNOWN} if name == "unknown" else ())


def _as_said(data: bytes, name: str) -> str | None:
    """The text by the label; None when there is none, it does not fit, or what it gives is plainly something else."""
    if name in {"", "unknown"}:
        return None
    if name == "jis":
        text = jis.decode(data) if jis.has_escapes(data) or _only_half_kana(data) else "\ufffd"
        return text if text.count("\ufffd") * 50 <= len(text) or _only_jis(data) else None
    if jis.has_escapes(data) or (name != "utf-8" and _is_utf8_japanese(data)):
        return None
    try:
        text = jis.decode_euc(data) if name == "euc" else data.decode("utf-8-sig" if name == "utf-8" else name)
    except (UnicodeDecodeError, ValueError):
        return _utf8_of_halves(data) if name == "utf-8" else None
    return None if _is_plainly_wrong(text, data, name) else text


def _is_plainly_wrong(text: str, data: bytes, name: str) -> bool:
    if name == "cp949" and _is_japanese_read_as_korean(data):
        return True
    if name in _WESTERN:
        return _by_evidence(data)[0] != "cp1252"
    if name == "cp932" and _OWN_LETTERS.search(text):  # a phone's pictures, a company's own letters, or EUC-JP
        return _NEVER_WRITTEN.search(_OWN_LETTERS.sub("", text)) is not None or _by_evidence(data)[0] == "euc"
    return (name == "cp932" and _NEVER_WRITTEN.search(text) is not None) or (name == "euc" and "\ufffd" in text)


def _only_jis(data: bytes) -> bool:
    """Seven-bit bytes with escapes into kanji can be nothing else, however many of their letters are a phone's own."""
    return data.isascii() and jis.has_escapes(data)


def _utf8_of_halves(data: bytes) -> str | None:
    """What Java and some databases take for UTF-8: letters beyond 16 bits as two halves of three bytes each."""
    if _HALF.search(data) is None:
        return None
    try:
        return data.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        return None


def _is_japanese_read_as_korean(data: bytes) -> bool:
    """Outlook says ks_c_5601 of Shift_JIS too: it gives syllables no Korean writes, and reads as Japanese with kana."""
    try:
        data.decode("euc_kr")
    except UnicodeDecodeError:
        japanese = data[:EVIDENCE].decode("cp932", "replace")
        beyond = sum(character > "\x7f" for character in japanese)
        return "\ufffd" not in japanese[:-1] and len(_KANA.findall(japanese)) * 4 > beyond
    return False


def _only_half_kana(data: bytes) -> bool:
    return not any(0x80 <= byte <= 0xA0 or byte >= 0xE0 for byte in data[:EVIDENCE])


def _is_utf8_japanese(data: bytes) -> bool:
    """Valid UTF-8 whose every letter beyond ASCII takes three bytes is UTF-8, whatever the label says."""
    start = data[:EVIDENCE]
    three = sum(len(match) for match in _THREE_BYTES.findall(start))
    high = sum(byte >= 0x80 for byte in start)
    if three < 6 or three < high - 12:
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _by_evidence(data: bytes) -> tuple[str, str]:
    """The code that explains the bytes best, by name, and the text it gives."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", data.decode("utf-16", "replace")
    if jis.has_escapes(data):
        text = jis.decode(data)
        if text.count("\ufffd") * 20 <= len(text) or _only_jis(data):
            return "jis", text
    try:
        return "utf-8", data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        if _nearly_utf8(data, broken):
            return "utf-8", data.decode("utf-8-sig", "replace")
    start = data[:EVIDENCE]
    if _is_half_kana(start):
        return "cp932", _read(data, "cp932")
    best = max(("cp932", "euc", "cp1252"), key=lambda name: _likeness(_read(start, name), name))
    return best, _read(data, best)


def _line_by_line(data: bytes, name: str) -> tuple[str, str] | None:
    """A gateway adds its footer in a code of its own: two codes, each whole on its lines. None when that is not so."""
    read = [_whole_line(line, name) for line in data[:EVIDENCE].split(b"\n")] if len(data) <= EVIDENCE else [None]
    lines = [line for line in read if line is not None]
    return ("mixed", "\n".join(lines)) if len(lines) == len(read) > 1 else None


def _whole_line(line: bytes, name: str) -> str | None:
    if line.isascii():
        return jis.decode(line) if jis.has_escapes(line) else line.decode("ascii")
    for code in dict.fromkeys(("utf-8", name, "cp932", "euc")):
        if code in {"utf-8", "cp932", "euc"}:
            text = _read(line, code)
            if "\ufffd" not in text and (code == "utf-8" or _likeness(text, code) > 1):
                return text
    return None


def _nearly_utf8(data: bytes, broken: UnicodeDecodeError) -> bool:
    """UTF-8 that was cut in mid-letter or lost a byte or two on its way."""
    good = len(_THREE_BYTES.findall(data[:EVIDENCE]))
    if broken.start >= len(data) - 3 and (good or broken.start > 0) and good:
        return True
    return good >= 5 and data[:EVIDENCE].decode("utf-8", "replace").count("\ufffd") * 10 <= good


def _is_half_kana(start: bytes) -> bool:
    """ﾌﾟﾘﾝﾀ and nothing else: its bytes are kanji in EUC-JP, but there ﾞ would not always stand behind ｶ to ﾎ."""
    high = [byte for byte in start if byte >= 0x80]
    if len(high) < 8 or not all(0xA1 <= byte <= 0xDF for byte in high):
        return False
    marks = _MARK.findall(start)
    return bool(marks) and len(_VOICED.findall(start)) == len(marks)


def _read(data: bytes, name: str) -> str:
    return jis.decode_euc(data) if name == "euc" else data.decode(name, "replace")


def _likeness(text: str, name: str) -> float:
    """How much a text looks like something a person wrote, per letter beyond ASCII."""
    beyond = sum(character > "\x7f" for character in text) or 1
    score = -8.0 * len(_NEVER_WRITTEN.findall(text))
    if name == "cp1252":
        latin = re.findall(r"[A-Za-z][À-ÿŒœŠšŽžŸ]|[À-ÿ][a-z]|[€£§°©®–—‘’“”…•\xa0]", text)
        strange = re.findall(r"[\x80-ÿŒ-ƒˆ-™]{3,}", text)
        return (score + len(latin) - 2.0 * sum(map(len, strange))) / beyond
    score += 3.0 * len(_KANA.findall(text)) - 0.5 * len(_HALF_KANA.findall(text))
    score -= 4.0 * len(_IN_LATIN_WORD.findall(text))
    kanji = "".join(_KANJI.findall(text))
    everyday = sum(0x88 <= code <= 0x97 for code in kanji.encode("cp932", "replace")[::2])
    score += 1.5 * everyday - 1.0 * (len(kanji) - everyday)
    return score / beyond
