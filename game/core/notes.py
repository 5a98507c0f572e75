"""What the journey sounds like, as plain values: notes on one scale, and the hum of a loss."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from game.core.easing import clamp

SCALE = (0, 2, 4, 7, 9)
"""Half tones of the one scale above its first tone: major pentatonic, in which any two tones agree."""
TONIC = 73.416
"""Hz of its lowest tone, D2."""
STEPS = {"pluck": (10, 20), "blame": (5, 10), "press": (15, 15), "chord": (10, 10)}
"""Lowest and highest tone of each kind of note, as steps of the scale: a pluck has one tone for each tenth."""
CHORD = (10, 12, 13, 15)
"""Steps of the scale that sound together when a challenge is solved: D, F sharp, A, D."""
HUM_OCTAVES = 2.0
"""The hum glides over so many octaves above the lowest tone, from a loss of 0 to a loss of 1."""


def tone(step: int) -> float:
    """Frequency in Hz of a step of the scale; 0 is the lowest tone, 5 an octave above it."""
    octave, degree = divmod(step, len(SCALE))
    return TONIC * math.exp2(octave + SCALE[degree] / 12)


def hum_pitch(level: float) -> float:
    """Frequency in Hz of the hum at ``level`` 0..1. It sounds alone, and so may glide between the tones."""
    return TONIC * math.exp2(HUM_OCTAVES * clamp(level))


def loss_level(loss: float) -> float:
    """How high a loss hums, 0..1: the side of the mean square, which is what the eye sees of it. Not finite: 1."""
    return clamp(math.sqrt(loss)) if math.isfinite(loss) and loss > 0.0 else 0.0 if loss == 0.0 else 1.0


def activation_level(a: float, low: float, high: float) -> float:
    """Where an activation lies in its range ``low..high``, 0..1; towards an open end it is squeezed."""
    if not math.isfinite(a):
        return 1.0 if a > 0 else 0.0
    if math.isfinite(low) and math.isfinite(high):
        return clamp((a - low) / (high - low))
    if math.isfinite(low):
        return (a - low) / (1.0 + a - low)
    return 0.5 + 0.5 * a / (1.0 + abs(a))


@dataclass(frozen=True, slots=True)
class Note:
    """One short sound: ``level`` 0..1 decides its pitch, ``strength`` 0..1 how loud it is.

    Kinds: ``"pluck"`` (a signal arrives), ``"blame"`` (a red pulse arrives, lower), ``"chord"`` (a challenge is
    solved), ``"press"`` (a control was pressed).
    """

    kind: str
    level: float = 0.0
    strength: float = 1.0

    @property
    def step(self) -> int:
        """Its step of the scale; a level that is not a number sounds like 0."""
        low, high = STEPS[self.kind]
        return low + round((high - low) * clamp(self.level)) if math.isfinite(self.level) else low

    @property
    def pitch(self) -> float:
        """Its frequency in Hz; of a chord, that of its lowest tone."""
        return tone(self.step)


def silence(n: int) -> Note:
    """The note of a scene in which nothing arrives."""
    return Note("pluck", 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a scene sounds like at one moment, read off its state; what changes by itself is played.

    ``arrived`` counts the signals that have arrived so far in this ``verse`` of the story, and ``note(n)`` is the
    n-th one's. ``hand`` is the note of the value the visitor's hand moves, played whenever it comes to another
    tone, or when ``of``, what was touched, becomes something else. ``loss`` hums while it changes.
    """

    verse: Hashable = None
    arrived: int = 0
    note: Callable[[int], Note] = silence
    hand: Note | None = None
    of: Hashable = None
    loss: float | None = None


SILENT = Heard()
