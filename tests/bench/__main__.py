"""``python -m tests.bench`` measures all figures and prints figure, measured, bound; ``--json`` for machines.

``--only frames,4k,entering,brain,start,soak,resets,idle`` measures some of them, ``--chapter ID`` one chapter,
``--frames N`` other than 600 frames a state (with 100, p99 is one frame), ``--hours 8`` the whole soak, and
``--resets 5000`` all visitors.
"""

from __future__ import annotations

import os

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["OMP_NUM_THREADS"] = "1"

import argparse
import contextlib
import json
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

import numpy as np
import pygame

from game.dev.shots import headless
from tests.bench import frames, process
from tests.bench.busiest import states
from tests.visitor import chapters

FULL_HD, FOUR_K = (1920, 1080), (3840, 2160)


@dataclass(frozen=True)
class Row:
    """One figure."""

    figure: str
    measured: float
    bound: float
    unit: str = "x"
    note: str = ""

    @property
    def ok(self) -> bool:
        """Whether it is reached."""
        return self.measured <= self.bound


Asked = argparse.Namespace


def frame_rows(asked: Asked) -> Iterator[Row]:
    """Frame work at 1920 x 1080 in the busiest state of each chapter."""
    for chapter in asked.chapters:
        costs = {name: frames.measure(chapter, state, FULL_HD, asked.frames) for name, state in states(chapter).items()}
        for percent, bound in ((50, 9.0), (99, 15.0)):
            name = max(costs, key=lambda n: costs[n].ratio(percent))
            cost = costs[name]
            ms = float(np.percentile(cost.times_ms, percent))
            yield Row(f"{chapter}: frame work p{percent}, 1920 x 1080", cost.ratio(percent), bound,
                      note=f"{ms:.2f} ms, blit {cost.blit_ms:.2f} ms, {name}")


def four_k_rows(asked: Asked) -> Iterator[Row]:
    """Frame work at 3840 x 2160 in the busiest state of each chapter."""
    for chapter in asked.chapters:
        cost, name = frames.busiest(chapter, states(chapter), FOUR_K, max(60, asked.frames // 4), 95)
        ms = float(np.percentile(cost.times_ms, 95))
        yield Row(f"{chapter}: frame work p95, 3840 x 2160", cost.ratio(95), 7.0,
                  note=f"{ms:.2f} ms, blit {cost.blit_ms:.2f} ms, {name}")


def entering_rows(asked: Asked) -> Iterator[Row]:
    """The longest frame of each chapter, entering it included."""
    for chapter in asked.chapters:
        cost, place = frames.longest(chapter, FULL_HD)
        yield Row(f"{chapter}: longest frame, entering included", cost.ratio(100), 60.0,
                  note=f"{cost.times_ms.max():.1f} ms, {place}")


def brain_rows(asked: Asked) -> Iterator[Row]:
    """Training steps against fused ones, the loss map against one product."""
    from tests.brain import speed

    with contextlib.redirect_stdout(sys.stderr):
        steps, loss_map = speed.training_step_ratios(asked.repeats), speed.loss_map_ratio()
    for name, ratio in steps.items():
        yield Row(f"training step {name}, of one fused by hand", ratio, 1.1)
    yield Row("loss map 61 x 61, of one product of the same flops", loss_map, 25.0)


def start_rows(asked: Asked) -> Iterator[Row]:
    """Process start to the first interactive frame."""
    ratio, ours, bare = process.start_ratio()
    yield Row("process start to first frame, of bare imports and a window", ratio, 4.0,
              note=f"{ours:.2f} s, bare {bare:.2f} s")


def soak_rows(asked: Asked) -> Iterator[Row]:
    """Hours of visitors, in a process that has done nothing else."""
    if asked.only != ["soak"]:
        command = [sys.executable, "-m", "tests.bench", "--only", "soak", "--json", "--hours", str(asked.hours)]
        done = subprocess.run(command, cwd=process.ROOT, capture_output=True, text=True, check=False)
        for row in json.loads(done.stdout[done.stdout.index("{"):])["rows"]:
            row.pop("ok")
            yield Row(**row)
        return
    done = process.soak(asked.hours, report=not asked.json)
    yield Row(f"memory growth, {done.hours:g} simulated hours", 100 * done.growth, 1.0, "%",
              f"{done.first_mib:.0f} MiB after the first visitor, {done.last_mib:.0f} MiB at the end")
    yield Row("caches, threads, handles that are not bounded", float(not done.steady), 0.0, "",
              f"{done.threads} thread, {done.handles} handles ({done.handles_midway} midway), sprites "
              f"{done.cache_mib:.0f} of {done.cache_limit_mib:.0f} MiB, {done.slots} slots")


def resets_rows(asked: Asked) -> Iterator[Row]:
    """What visitors leave behind for the next."""
    found = []
    for line in process.resets(asked.resets):
        found.append(line)
        print(line, file=sys.stderr)
    yield Row(f"resets of {asked.resets} that leave anything behind", float(len(found)), 0.0, "")


def idle_rows(asked: Asked) -> Iterator[Row]:
    """The title, while nobody is there."""
    yield Row("idle title, share of one core at 60 frames a second", 100 * frames.idle_share(), 25.0, "%")


GROUPS: dict[str, Callable[[Asked], Iterator[Row]]] = {
    "frames": frame_rows, "4k": four_k_rows, "entering": entering_rows, "brain": brain_rows, "start": start_rows,
    "soak": soak_rows, "resets": resets_rows, "idle": idle_rows,
}


def machine() -> dict[str, object]:
    """What this was measured on."""
    return {"cores": os.cpu_count(), "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
            "system": platform.platform(), "python": platform.python_version(), "pygame": pygame.version.ver,
            "numpy": np.__version__}


def arguments() -> Asked:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure every figure of the program.")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--only", default=",".join(GROUPS), help=f"some of {','.join(GROUPS)}")
    parser.add_argument("--chapter", choices=chapters(), action="append", dest="chapters", help="only this chapter")
    parser.add_argument("--frames", type=int, default=600, help="frames a state")
    parser.add_argument("--repeats", type=int, default=2000, help="training steps timed")
    parser.add_argument("--hours", type=float, default=0.5, help="simulated hours of the soak; 8 is the whole figure")
    parser.add_argument("--resets", type=int, default=250, help="visitors who play and are reset; 5000 is the figure")
    asked = parser.parse_args()
    asked.chapters = asked.chapters or chapters()
    asked.only = asked.only.split(",")
    unknown = set(asked.only) - set(GROUPS)
    if unknown:
        parser.error(f"no figure {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}")
    return asked


def main() -> int:
    """Measure and print; 1 if a figure is missed."""
    asked = arguments()
    headless()
    os.chdir(tempfile.mkdtemp(prefix="ai-brain-bench-"))  # what visitors keep goes there
    rows: list[Row] = []
    if not asked.json:
        print("  ".join(f"{key} {value}" for key, value in machine().items()))
        print(f"\n| {'figure':58} | measured |   bound | ok  | |\n|{'-' * 60}|---------:|--------:|-----|---|")
    for group in asked.only:
        for row in GROUPS[group](asked):
            rows.append(row)
            if not asked.json:
                print(f"| {row.figure:58} | {row.measured:6.2f} {row.unit:1} | {row.bound:5g} {row.unit:1} | "
                      f"{'yes' if row.ok else 'NO':3} | {row.note} |", flush=True)
    if asked.json:
        print(json.dumps({"machine": machine(), "rows": [{**asdict(row), "ok": row.ok} for row in rows]}, indent=1))
    return 0 if all(row.ok for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
