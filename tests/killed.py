"""Kills a program at random moments while it saves: ``python -m tests.killed --times 500``.

Whatever the moment, the file that is replaced is the old one or the new one, and every file that is new is whole.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIZE = 300_000
"""Bytes of a file, about those of a picture."""
SAVING = """
import itertools, sys
from pathlib import Path
from game.core import keep
folder, start = Path(sys.argv[1]), int(sys.argv[2])
print("saving", flush=True)
for n in itertools.count(start):
    content = f"{n:09d}".encode() * (%d // 9)
    keep.write(folder / "again.png", content)
    keep.write_new(folder / f"new-{n}.png", content)
""" % SIZE  # noqa: UP031  (braces are the program's own)


def whole(path: Path) -> bool:
    """Whether the file is one number again and again, from beginning to end."""
    content = path.read_bytes()
    return len(content) == SIZE // 9 * 9 and content == content[:9] * (SIZE // 9)


def once(folder: Path, start: int, moment: float) -> None:
    """Start saving, kill after ``moment`` seconds, look. ``AssertionError`` names a broken file."""
    command = [sys.executable, "-c", SAVING, str(folder), str(start)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(moment)
        process.kill()
    for path in folder.glob("*.png"):
        assert whole(path), f"{path.name} is broken: {path.stat().st_size} bytes, killed after {moment:.4f} s"


def kill(times: int, seed: int = 0) -> int:
    """So many kills; returns how many left a file behind that had not got its name yet: the moments that counted."""
    rng, caught = random.Random(seed), 0
    with tempfile.TemporaryDirectory(prefix="ai-brain-killed-") as name:
        folder = Path(name)
        for turn in range(times):
            once(folder, turn * 10_000, rng.uniform(0.0, 0.02))
            caught += any(folder.glob(".*.part"))
            for path in (*folder.glob("new-*"), *folder.glob(".*.part")):
                path.unlink()
    return caught


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.killed", description=__doc__)
    parser.add_argument("--times", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    caught = kill(args.times, args.seed)
    print(f"{args.times} kills, {caught} of them in the middle of a file: old or new, never broken")
    return 0


if __name__ == "__main__":
    sys.exit(main())
