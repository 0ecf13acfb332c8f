"""Static files without a build: style sheets are put together in the order of the layers, names carry a hash."""

import re
from pathlib import Path

from servestatic.storage import CompressedManifestStaticFilesStorage

ROOMS_FOLDER = Path(__file__).resolve().parent.parent
IMPORT = re.compile(r"^import '\./([a-z]+)\.js';$", re.MULTILINE)
IMPORT_LINE = re.compile(r"^import .*$", re.MULTILINE)
LAYERS = "@layer reset, tokens, base, components, rooms, utilities;\n"


class HashedStatics(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashes names, also inside ES module imports, so that everything may be cached for ever."""

    support_js_module_import_aggregation = True
    manifest_strict = True
    # Our own modules only: comments in the files of others talk of imports that do not exist.
    _js_module_import_aggregation_patterns = (
        "*/js/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],  # noqa: SLF001 - Django gives it no other name
    )


def style_sheet() -> str:
    """All `static/<room>/css/*.css` as one text; each file names its own layer, so only the first line orders them."""
    files = sorted(ROOMS_FOLDER.glob("*/static/*/css/*.css"))
    return LAYERS + "\n".join(file.read_text(encoding="utf-8") for file in files)


def script() -> str:
    """The modules that `app.js` names, in its order, as one: each in a block of its own, but for what it exports."""
    folder = ROOMS_FOLDER / "ui" / "static" / "ui" / "js"
    names = IMPORT.findall((folder / "app.js").read_text(encoding="utf-8"))
    return "\n".join(_as_part((folder / f"{name}.js").read_text(encoding="utf-8")) for name in names)


def _as_part(module: str) -> str:
    text = IMPORT_LINE.sub("", module)
    return text.replace("export ", "") if "export " in text else f"{{\n{text}}}\n"


def put_together(build: Path) -> None:
    """Writes the style sheet and the script where collectstatic finds them: one request each instead of thirty."""
    (build / "ui").mkdir(parents=True, exist_ok=True)
    for target, text in ((build / "ui" / "suketto.css", style_sheet()), (build / "ui" / "suketto.js", script())):
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8")
