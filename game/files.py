"""Where the program's own files are, from a clone as well as installed."""

from pathlib import Path


def assets() -> Path:
    """The folder with fonts and words. Raises ``FileNotFoundError`` naming where it was looked for."""
    here = Path(__file__).resolve().parent
    for folder in (here.parent / "assets", here / "assets"):
        if (folder / "words").is_dir():
            return folder
    raise FileNotFoundError("the folder 'assets' is missing beside the program; install it again")
