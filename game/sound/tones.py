"""Makes every note from sines: plucks like a thumb piano, dark pulses, and a chord."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from game.core.notes import CHORD, Note, tone

Samples = npt.NDArray[np.float32]

RATE = 44_100
"""Samples a second."""
LOUDEST = 0.12
"""Largest sample of any one tone, of 1: about -18 dBFS, so that several at once stay quiet, too."""
FADE_SECONDS = 0.06
"""Every note ends in so long a fade: nothing clicks."""

PLUCK = ((1, 1.0, 0.34), (2, 0.36, 0.20), (3, 0.13, 0.11), (4.02, 0.07, 0.06))
"""Partials of a pluck: times the pitch, strength, and seconds in which each dies away to 1/e."""
BLAME = ((1, 1.0, 0.26), (2, 0.42, 0.14), (3, 0.16, 0.08))
PRESS = ((1, 1.0, 0.009), (2.76, 0.3, 0.004))


def note(what: Note) -> Samples:
    """The samples (n,) of a note at full strength, none larger than ``LOUDEST``; begins and ends at nothing."""
    if what.kind == "chord":
        return chord(CHORD)
    partials, seconds, attack, share = {
        "pluck": (PLUCK, 1.1, 0.005, 0.85), "blame": (BLAME, 0.9, 0.010, 1.0), "press": (PRESS, 0.06, 0.002, 0.3),
    }[what.kind]
    softer = min(1.0, (440.0 / what.pitch) ** 0.3)
    return _level(_struck(what.pitch, partials, seconds, attack), LOUDEST * share * softer)


def chord(steps: Sequence[int]) -> Samples:
    """Several steps of the scale, strummed from below."""
    late, seconds = 0.055, 2.0
    total = np.zeros(round((seconds + late * len(steps)) * RATE), np.float32)
    for k, step in enumerate(steps):
        one = _struck(tone(step), [(n, share, 1.7 * decay) for n, share, decay in PLUCK], seconds, 0.008)
        start = round(k * late * RATE)
        total[start:start + len(one)] += one
    return _level(total, LOUDEST)


def pcm(samples: Samples) -> bytes:
    """The samples as signed 16-bit numbers, as a sound device takes them."""
    return np.rint(samples * np.float32(32767)).astype("<i2").tobytes()


def _struck(pitch: float, partials: Sequence[tuple[float, float, float]], seconds: float, attack: float) -> Samples:
    """A sum of dying sines, which starts and ends softly. Low tones ring longer than high ones."""
    t = np.arange(round(seconds * RATE), dtype=np.float32) / np.float32(RATE)
    longer = (440.0 / pitch) ** 0.35
    total = np.zeros_like(t)
    for n, share, decay in partials:
        total += np.float32(share) * np.sin(np.float32(2 * np.pi * n * pitch) * t) * np.exp(t * np.float32(
            -1.0 / (decay * longer)))
    rise, fall = round(attack * RATE), min(round(FADE_SECONDS * RATE), len(t) // 2)
    total[:rise] *= np.linspace(0.0, 1.0, rise, dtype=np.float32)
    total[-fall:] *= 0.5 + 0.5 * np.cos(np.linspace(0.0, np.pi, fall, dtype=np.float32))
    return total


def _level(samples: Samples, peak: float) -> Samples:
    return (samples * np.float32(peak / np.abs(samples).max())).astype(np.float32)
