"""The command line: reads the arguments, says plainly what is wrong with them, starts what they ask for."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Sequence
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from game.draw.theme import THEMES
from game.scenes import SCENES
from game.settings import TEXT_SIZES

if TYPE_CHECKING:
    from game.app import Options

CHAPTERS = SCENES.ids
TEXT = {f"{size * 100:.0f}": size for size in TEXT_SIZES}


class OneLineParser(argparse.ArgumentParser):
    """Errors are one line that says what is allowed, and exit code 2."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def parser() -> OneLineParser:
    """All arguments."""
    from game import files
    from game.core.words import languages

    p = OneLineParser(prog="ai-brain", description="Journey inside the AI Brain: play, or draw a picture of it.",
                      allow_abbrev=False)
    p.add_argument("--scene", metavar="ID", choices=CHAPTERS, help=f"start in this chapter: {', '.join(CHAPTERS)}")
    p.add_argument("--at", metavar="SECONDS", type=_number(0, 3600), help="start at this story time of the chapter")
    p.add_argument("--seed", metavar="N", type=_whole(0, 2**31 - 1), default=0, help="seed of network and class")
    p.add_argument("--size", metavar="WxH", type=_size, help="window or picture size in pixels, 800x450 to 7680x7680")
    p.add_argument("--lang", metavar="CODE", choices=languages(files.assets() / "words"), default="en",
                   help="language of the words")
    p.add_argument("--theme", metavar="NAME", choices=tuple(THEMES), default="standard",
                   help=f"colours: {', '.join(THEMES)}")
    p.add_argument("--text", metavar="PERCENT", choices=tuple(TEXT), default="100",
                   help=f"size of the text: {', '.join(TEXT)}")
    p.add_argument("--reduced-motion", action="store_true", help="fade instead of moving")
    p.add_argument("--fullscreen", action="store_true", help="fill the screen")
    p.add_argument("--kiosk", action="store_true",
                   help="for a screen in public: show no way out (Esc still asks), begin anew when nobody is there")
    p.add_argument("--idle", metavar="SECONDS", type=_number(10, 3600),
                   help="with --kiosk: after so long without a touch ask whether anybody is there, 90 if not given")
    p.add_argument("--mute", action="store_true", help="start with the sound turned off")
    p.add_argument("--speed", metavar="X", type=_number(0.1, 5), default=1.0, help="let time run X times as fast")
    p.add_argument("--frames", metavar="N", type=_whole(1, 10**9), help="run N frames and stop")
    instead = p.add_mutually_exclusive_group()
    instead.add_argument("--list", action="store_true", help="print the chapter ids")
    instead.add_argument("--shot", metavar="FILE.png", type=_png, help="draw one frame without a display")
    instead.add_argument("--contact-sheet", metavar="FILE.png", type=_png, help="draw every rest of every chapter")
    instead.add_argument("--export", metavar="FILE", type=Path, help="train the network and write it as a program")
    return p


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code.

    0 good, 2 a bad argument, place or installation, 3 no display, 4 too many failures in a row.
    """
    trouble = two_pygames() or missing()
    if trouble:
        print(trouble, file=sys.stderr)
        return 2
    args = parser().parse_args(arguments)
    if args.idle and not args.kiosk:
        parser().error("argument --idle: only allowed with argument --kiosk")
    if args.list:
        print("\n".join(CHAPTERS))
        return 0
    if args.export:
        return export(args.export, args.seed)
    return _start(args)


def export(path: Path, seed: int) -> int:
    """Write the trained network of a journey as a program of its own; a file that is there already stays."""
    from brain.export import to_python
    from game.core import keep
    from game.journey import Journey

    journey = Journey.fresh(seed)
    journey.train_ahead()
    data = journey.data()
    try:
        keep.write_new(path, to_python(journey.network, data.x, path.name, data.y))
    except FileExistsError:
        print(f"ai-brain: {path} is there already and stays as it is; choose another name", file=sys.stderr)
        return 2
    except OSError as problem:
        return _unwritten(path, problem)
    print(f"wrote {path}: a {'-'.join(map(str, journey.network.sizes))} network after {journey.laps} laps; "
          f"run it with: python {path}")
    return 0


def _unwritten(path: Path, problem: OSError) -> int:
    print(f"ai-brain: {path} cannot be written ({problem.strerror}); choose another place", file=sys.stderr)
    return 2


def _start(args: argparse.Namespace) -> int:
    from game.app import NoDisplay, Options, run
    from game.app.idle import SECONDS

    drawing = args.shot or args.contact_sheet
    size = args.size or ((1920, 1080) if drawing else (1280, 720))
    options = Options(scene=args.scene, at=args.at, seed=args.seed, size=size, language=args.lang,
                      fullscreen=args.fullscreen, speed=args.speed, frames=args.frames,
                      theme=args.theme, text_scale=TEXT[args.text], reduced_motion=args.reduced_motion, mute=args.mute,
                      kiosk=args.kiosk, idle=args.idle or SECONDS)
    try:
        if drawing:
            return _draw(args, options, drawing)
        return run(options)
    except NoDisplay as problem:
        print(f"ai-brain: no display ({problem}); to run without one set SDL_VIDEODRIVER=dummy, or use --shot FILE.png",
              file=sys.stderr)
        return 3


def _draw(args: argparse.Namespace, options: Options, path: Path) -> int:
    from game.dev import shots

    try:
        (shots.shot if args.shot else shots.contact_sheet)(options, path)
    except OSError as problem:
        return _unwritten(path, problem)
    return 0


def missing() -> str | None:
    """A line with the command that mends it, if something the program needs is not installed."""
    lost = [name for module, name in (("pygame", "pygame-ce"), ("numpy", "numpy")) if find_spec(module) is None]
    if not lost:
        return None
    return f"ai-brain: {' and '.join(lost)} must be installed first: python -m pip install {' '.join(lost)}"


def two_pygames() -> str | None:
    """A line with the two commands that mend it, if both Pygame distributions are installed."""
    found = 0
    for name in ("pygame", "pygame-ce"):
        try:
            metadata.distribution(name)
            found += 1
        except metadata.PackageNotFoundError:
            pass
    if found < 2:
        return None
    return ("ai-brain: both pygame and pygame-ce are installed and only one can win; mend it with: "
            "python -m pip uninstall -y pygame pygame-ce && python -m pip install pygame-ce")


def _number(low: float, high: float) -> Callable[[str], float]:
    def number(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"expected a number from {low:g} to {high:g}, not {text!r}")
        return value

    return number


def _whole(low: int, high: int) -> Callable[[str], int]:
    def whole(text: str) -> int:
        if not text.isdecimal() or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"expected a whole number from {low} to {high}, not {text!r}")
        return int(text)

    return whole


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if width.isdecimal() and height.isdecimal():
        size = (int(width), int(height))
        if min(size) >= 450 and max(size) >= 800 and max(size) <= 7680:
            return size
    raise argparse.ArgumentTypeError(f"expected WIDTHxHEIGHT from 800x450 to 7680x7680, such as 1280x720, not {text!r}")


def _png(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".png":
        raise argparse.ArgumentTypeError(f"expected a file name that ends in .png, not {text!r}")
    if not path.resolve().parent.is_dir():
        raise argparse.ArgumentTypeError(f"the folder of {text!r} does not exist; make it first")
    return path
