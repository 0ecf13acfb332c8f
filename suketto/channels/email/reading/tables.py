"""Tables of facts, which a person reads row by row, and tables that only put a letter or a signature in its place."""

from lxml import etree

MOST_LETTERS, MOST_LINES = 200, 3  # in one cell
_MORE_THAN_WORDS = "boolean(.//table|.//ul|.//ol|.//blockquote|.//pre|.//hr)"


def is_row_of_facts(row: etree._Element) -> bool:
    """Cells side by side with some words in each, in a paragraph (Outlook) or a block (Gmail) or bare."""
    cells = [cell for cell in row if cell.tag in {"td", "th"}]
    if len(cells) < 2 or row.xpath(_MORE_THAN_WORDS):
        return False
    words = ["".join(cell.itertext()).strip() for cell in cells]
    lines = [_lines(cell) for cell in cells]
    beside = sum(map(bool, words)) > 1 or max(lines) <= 1
    return beside and max(map(len, words)) <= MOST_LETTERS and max(lines) <= MOST_LINES


def _lines(cell: etree._Element) -> int:
    """Paragraphs with words in them, and what follows a break in one."""
    blocks = [block for block in cell.iter("p", "div") if "".join(block.itertext()).strip()]
    innermost = [block for block in blocks if block.find("p") is None and block.find("div") is None]
    return len(innermost) + sum(1 for br in cell.iter("br") if (br.tail or "").strip())
