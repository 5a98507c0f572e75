"""A sound device made of lists: it keeps what was played, and may fail when a test asks it to."""

from __future__ import annotations

import numpy as np
import pygame


class FakeSound:
    """The samples of a sound, as numbers from -1 to 1."""

    def __init__(self, buffer: bytes) -> None:
        self.samples = np.frombuffer(buffer, "<i2") / 32767


class FakeChannel:
    """Remembers what it plays; it is busy until the mixer's time has passed the sound's end."""

    def __init__(self, mixer: FakeMixer) -> None:
        self.mixer, self.volume = mixer, 1.0
        self.starts: list[tuple[float, FakeSound]] = []
        self.fades: list[float] = []
        self._end = 0.0
        self._queued: FakeSound | None = None

    def play(self, sound: FakeSound) -> None:
        self.mixer.check()
        self._queued = None
        self._start(self.mixer.now, sound)

    def _start(self, at: float, sound: FakeSound) -> None:
        self.starts.append((at, sound))
        self._end = at + len(sound.samples) / 44_100

    def queue(self, sound: FakeSound) -> None:
        self.mixer.check()
        self._queued = sound

    def get_queue(self) -> FakeSound | None:
        self.get_busy()
        return self._queued

    def get_busy(self) -> bool:
        while self._queued is not None and self.mixer.now >= self._end:
            queued, self._queued = self._queued, None
            self._start(self._end, queued)
        return self.mixer.now < self._end

    def set_volume(self, volume: float) -> None:
        self.volume = volume

    def fadeout(self, milliseconds: int) -> None:
        self.fades.append(self.mixer.now)
        self._end = min(self._end, self.mixer.now + milliseconds / 1000)


class FakeMixer:
    """What the speaker needs of ``pygame.mixer``."""

    def __init__(self, *, device: bool = True) -> None:
        self.device, self.now, self.opened = device, 0.0, 0
        self.channels: list[FakeChannel] = []

    def check(self) -> None:
        if not self.device:
            raise pygame.error("mixer not initialized")

    def init(self, rate: int, size: int, channels: int, buffer: int, *, allowedchanges: int) -> None:
        self.check()
        assert (rate, size, channels, allowedchanges) == (44_100, -16, 1, 0)
        self.opened += 1

    def set_num_channels(self, count: int) -> None:
        self.channels = [FakeChannel(self) for _ in range(count)]

    def Channel(self, n: int) -> FakeChannel:
        return self.channels[n]

    def Sound(self, buffer: bytes) -> FakeSound:
        self.check()
        return FakeSound(buffer)

    def quit(self) -> None:
        self.opened -= 1

    @property
    def started(self) -> int:
        """How many sounds were started on any channel."""
        return sum(len(channel.starts) for channel in self.channels)
