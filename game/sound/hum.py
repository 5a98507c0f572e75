"""The hum of the loss: one unbroken wave, made a moment ahead, whose pitch and loudness glide to where the loss is."""

from __future__ import annotations

import numpy as np

from game.core.notes import hum_pitch
from game.sound.tones import LOUDEST, RATE, Samples

CHUNK = 8820
"""Samples made at a time: 0.2 seconds. While one is heard the next one waits, so that a late frame leaves no hole."""
PARTIALS = ((1, 1.0), (2, 0.5), (3, 0.3), (4, 0.14))
"""Times the pitch, strength: the upper ones carry the hum where a speaker has no bass."""
VOICES = ((-0.2, 0.74), (0.4, 0.26))
"""Hz by which its two voices are off the pitch, and their shares: they beat slowly."""
TABLE = 8192
"""Places of one period; so many that reading the nearest is as good as a sine."""
STEPS = np.arange(1, CHUNK + 1, dtype=np.float32)
BENT = STEPS * STEPS / (2 * CHUNK)
"""How far a chunk has come after each sample, at one cycle a sample, and when it starts at none and ends at one."""
RISE = STEPS / CHUNK


def _one_period() -> Samples:
    turn = np.arange(TABLE) * (2 * np.pi / TABLE)
    wave = sum(share * np.sin(n * turn + 1.9 * n) for n, share in PARTIALS)
    return np.asarray(wave / np.abs(wave).max(), np.float32)


class Hum:
    """Where the wave is: its phases, pitch and loudness at the end of what was made last."""

    def __init__(self) -> None:
        self._waves = [np.float32(share) * _one_period() for _, share in VOICES]
        self._phases: tuple[float, ...] = (0.0, 0.25)
        self._level, self._gain = 0.0, 0.0

    @property
    def silent(self) -> bool:
        """Whether the wave ends at nothing, and so may stop here."""
        return self._gain == 0.0

    def reset(self) -> None:
        """What was made last is not heard any more; the next chunk starts from nothing."""
        self._gain = 0.0

    def chunk(self, level: float | None) -> Samples:
        """The next ``CHUNK`` samples, gliding to ``level`` 0..1 (the higher the louder), or dying away for ``None``."""
        gain = LOUDEST * (0.28 + 0.5 * level) if level is not None else 0.0
        if level is None:
            level = self._level
        elif self.silent:
            self._level = level
        start, end = hum_pitch(self._level), hum_pitch(level)
        bend = BENT * np.float32((end - start) / RATE * TABLE)
        total = np.zeros(CHUNK, np.float32)
        for phase, (off, _), wave in zip(self._phases, VOICES, self._waves, strict=True):
            place = STEPS * np.float32((start + off) / RATE * TABLE) + bend + np.float32(phase * TABLE)
            total += wave[place.astype(np.int32) & (TABLE - 1)]
        total *= np.float32(self._gain) + np.float32(gain - self._gain) * RISE
        cycles = [CHUNK / RATE * ((start + end) / 2 + off) for off, _ in VOICES]
        self._phases = tuple((phase + more) % 1.0 for phase, more in zip(self._phases, cycles, strict=True))
        self._level, self._gain = level, gain
        return total
