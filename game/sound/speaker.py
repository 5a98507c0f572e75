"""Plays notes and the hum, one layer at a time; where there is no sound device it is simply silent."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pygame

from game.core.notes import STEPS, Note
from game.sound import tones
from game.sound.hum import Hum

VOICES = 9
"""Channels for notes; the hum has one more."""
MOST_RINGING = 5
"""When more notes than this ring, the oldest is faded out."""
SOFTER = 0.2
"""A note is struck the more softly the more others ring: a run of many is hardly louder than one."""
BUFFER = 512
DUCK_SECONDS, HUSH_SECONDS = 0.07, 0.15
"""How quickly the layer that was heard before goes when another one comes, and when all is to be silent."""


class Speaker:
    """The sound device, opened in the background when first wanted. A failure ends it: from then on it is silent.

    ``mixer`` is ``pygame.mixer``, or something like it.
    """

    def __init__(self, mixer: Any = None) -> None:
        self._mixer = mixer or pygame.mixer
        self._opening: threading.Thread | None = None
        self._ready = False
        self._made: dict[tuple[str, int], Any] = {}
        self._voices: list[Any] = []
        self._ringing: list[Any] = []
        self._layer = ""
        self._hum = Hum()
        self._hum_channel: Any = None
        self._ducked: float | None = None
        """How loud the hum still is while it makes room; ``None``: nothing asks it to."""

    # -- the device ---------------------------------------------------------------------------------

    @property
    def ready(self) -> bool:
        """Whether there is a device and every tone is made."""
        return self._ready

    def wake(self) -> None:
        """Open the device in the background, if nobody did yet."""
        if self._opening is None:
            self._opening = threading.Thread(target=self.open, name="sound", daemon=True)
            self._opening.start()

    def open(self) -> None:
        """Open the device and make the tones. Without a device: one line on stderr, and silence."""
        try:
            with _without_chatter():
                self._mixer.init(tones.RATE, -16, 1, BUFFER, allowedchanges=0)
            self._mixer.set_num_channels(VOICES + 1)
            self._voices = [self._mixer.Channel(n) for n in range(VOICES)]
            self._hum_channel = self._mixer.Channel(VOICES)
            for kind, (low, high) in STEPS.items():
                for step in range(low, high + 1):
                    note = Note(kind, (step - low) / max(1, high - low))
                    self._made[kind, step] = self._sound(tones.note(note))
        except (pygame.error, NotImplementedError, OSError) as problem:
            self._fail(problem)
        else:
            self._ready = True

    def close(self) -> None:
        """Let go of the device."""
        if self._opening is not None:
            self._opening.join(timeout=1.0)
        if self._ready:
            self._ready = False
            self._mixer.quit()

    def _fail(self, problem: Exception) -> None:
        self._ready = False
        print(f"ai-brain: no sound ({problem}); the journey goes on in silence", file=sys.stderr)

    def _sound(self, samples: tones.Samples) -> Any:
        return self._mixer.Sound(buffer=tones.pcm(samples))

    # -- what is heard ------------------------------------------------------------------------------

    def play(self, notes: Sequence[Note], hum: float | None, dt: float) -> None:
        """Start ``notes`` and keep the hum at level ``hum`` (``None``: none) going; ``dt`` seconds have passed."""
        if not self._ready:
            return
        try:
            for note in notes:
                self._strike(note)
            self._keep_humming(hum, dt)
        except (pygame.error, NotImplementedError, OSError) as problem:
            self._fail(problem)

    def hush(self, dt: float) -> None:
        """Fade out whatever sounds. A device that could not be opened is tried again when sound is next wanted."""
        if self._ready:
            self._turn_to("")
            self.play((), None, dt)
        elif self._opening is not None and not self._opening.is_alive():
            self._opening = None

    def _strike(self, note: Note) -> None:
        self._turn_to(note.kind)
        self._ringing = [voice for voice in self._ringing if voice.get_busy()]
        if len(self._ringing) >= MOST_RINGING:
            self._ringing.pop(0).fadeout(round(1000 * DUCK_SECONDS))
        free = next((voice for voice in self._voices if not voice.get_busy()), None)
        if free is not None:
            free.set_volume(note.strength / (1.0 + SOFTER * len(self._ringing)))  # before: playing keeps it
            free.play(self._made[note.kind, note.step])
            self._ringing.append(free)

    def _keep_humming(self, level: float | None, dt: float) -> None:
        """See to it that one chunk of the hum waits behind the one that is heard."""
        channel = self._hum_channel
        if self._ducked is not None:
            self._ducked = max(0.0, self._ducked - dt / DUCK_SECONDS)
            channel.set_volume(self._ducked)
            if channel.get_busy():
                return
            self._ducked = None
            self._hum.reset()
        if level is not None:
            self._turn_to("hum")
        elif self._hum.silent:
            return
        if not channel.get_busy():  # it is to begin, or a frame was so late that nothing was waiting
            self._hum.reset()
            if level is None:
                return
            channel.set_volume(1.0)
            channel.play(self._sound(self._hum.chunk(level)))
        if channel.get_queue() is None:
            channel.queue(self._sound(self._hum.chunk(level)))

    def _turn_to(self, layer: str) -> None:
        """Never two layers at once: what belongs to another one fades out."""
        if layer == self._layer:
            return
        if self._layer == "hum":
            self._ducked = 1.0
        milliseconds = round(1000 * (DUCK_SECONDS if layer not in ("", "hum") else HUSH_SECONDS))
        for voice in self._voices:
            if voice.get_busy():
                voice.fadeout(milliseconds)
        self._layer, self._ringing = layer, []


@contextmanager
def _without_chatter() -> Iterator[None]:
    """Keep stderr to ourselves: on Linux, ALSA writes ten lines of its own to it when there is no device."""
    if sys.platform != "linux" or sys.stderr is not sys.__stderr__ or sys.stderr is None:
        yield
        return
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
