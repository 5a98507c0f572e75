"""Run, pause and step: one passage of the signals through the network, as a stretch of the chapter's story time."""

from __future__ import annotations

from dataclasses import dataclass

from game.core.timeline import Cues, Player


@dataclass(frozen=True)
class Run:
    """The passage from ``start`` to the last of ``ends``; each of those is the end of one step."""

    player: Player
    start: float
    ends: tuple[float, ...]

    @classmethod
    def of(cls, player: Player, sizes: tuple[int, ...], cues: Cues) -> Run:
        """The passage on show: layer by layer, or in the matrix neuron by neuron."""
        matrix, timeline = cues.grid > 0.5 and cues.free < 0.5, player.timeline
        start = timeline.start_of("product" if matrix else "flow")
        end = timeline.start_of("free" if matrix else "verdict")
        count = sum(sizes[1:]) if matrix else len(sizes) - 1
        return cls(player, start, tuple(start + (end - start) * (k + 1) / count for k in range(count)))

    @property
    def on(self) -> bool:
        """Whether signals are on their way right now."""
        return not self.player.paused and not self.player.resting

    def toggle(self) -> None:
        """Run, pause, or go on."""
        if self.on:
            self.player.paused = True
        elif self.player.paused and not self.player.resting:
            self.player.paused = False
        else:
            self.player.play_from(self._here)

    def step(self) -> None:
        """Run to the end of the next layer (in the matrix: of the next neuron), then rest there."""
        here = self._here
        self.player.play_from(here, until=next(end for end in self.ends if end > here + 1e-6))

    def rewind(self) -> None:
        """Back to before the first signal."""
        self.player.seek(self.start)

    @property
    def _here(self) -> float:
        """Where it goes on: from the beginning if it has come to its end."""
        return self.player.t if self.start <= self.player.t < self.ends[-1] - 1e-6 else self.start
