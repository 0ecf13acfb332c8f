"""Pictures that a letter carries in itself: shown from the letter, never fetched from anywhere."""

import base64
import html
import re
from urllib.parse import unquote

from suketto.channels.email.reading import Attachment, Letter

SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
LARGEST = 8 * 1024 * 1024  # bytes of all pictures of a page; what is beyond stays an attachment
PICTURE = re.compile(r'<img\b(?:[^">]|"[^"]*")*>')
REFERENCE = re.compile(r'\ssrc="cid:([^"]*)"', re.IGNORECASE)


def with_own_pictures(read: Letter) -> str:
    """The washed HTML with the letter's pictures written into it; one that is not there leaves its words."""
    carried = {one.content_id: one for one in read.attachments if one.content_id and one.content_type in SHOWN}
    left = LARGEST

    def picture(reference: re.Match[str]) -> str:
        nonlocal left
        found = carried.get(unquote(html.unescape(reference[1])))
        if found is None or found.size > left:
            return ""
        left -= found.size
        return f' src="{_as_address(found)}"'

    return PICTURE.sub(lambda tag: REFERENCE.sub(picture, tag[0]), read.html)


def _as_address(picture: Attachment) -> str:
    return f"data:{picture.content_type};base64,{base64.b64encode(picture.content).decode('ascii')}"
