"""Static files without a build: style sheets are put together in the order of the layers, names carry a hash."""

from pathlib import Path

from servestatic.storage import CompressedManifestStaticFilesStorage

ROOMS_FOLDER = Path(__file__).resolve().parent.parent
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


def put_together(build: Path) -> None:
    """Writes the style sheet where collectstatic finds it."""
    target = build / "ui" / "suketto.css"
    target.parent.mkdir(parents=True, exist_ok=True)
    text = style_sheet()
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.write_text(text, encoding="utf-8")
