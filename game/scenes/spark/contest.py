"""Two networks with the same first weights learn the same puzzle; only one of them has the spark."""

from __future__ import annotations

import numpy as np

from brain import Array, Network, Trainer, xor
from game.core.easing import clamp
from game.draw.plane import grid

FEW, MANY = 4, 100
"""Hidden neurons of each network: a few, or so many that nobody can say that more would help."""
SEED = 0
POINTS = 24
OPTIMIZER, LEARNING_RATE = "adam", 0.01
LAPS = 480
"""After so many laps the contest ends, whoever has learnt what."""
SLOW_LAPS = 120
"""The first laps are shown one by one, later ones several at a time."""
LEARNT = 0.95
"""Share of right answers from which a network counts as having learnt the puzzle."""
FOLD_SECONDS = 0.9
SEEN, SEEN_BY_MANY = 48, 32
"""Points along one side of the plane on which pictures are computed."""
SPARK, PLAIN = 0, 1
GUESSES = ("both", "spark", "neither")


def fold(network: Network) -> Network:
    """A single neuron that answers as ``network`` does, if its hidden neurons are linear.

    (x W1 + b1) W2 + b2 = x (W1 W2) + (b1 W2 + b2): two multiplications in a row are one.
    """
    first, second = network.layers
    one = Network((first.weights.shape[0], second.weights.shape[1]), output=network.output)
    one.layers[0].weights[:] = first.weights @ second.weights
    one.layers[0].biases[:] = first.biases @ second.weights + second.biases
    return one


class Contest:
    """The state of the two networks: index ``SPARK`` has the activation ``hidden``, ``PLAIN`` has none."""

    def __init__(self, hidden: str, count: int = FEW) -> None:
        self.of = hidden
        """The activation of the travelling network; where it is none, tanh stands for the spark."""
        self.hidden = hidden if hidden != "linear" else "tanh"
        self.count = count
        self.data = xor(POINTS, 3, 0.12)
        self.restart()

    def restart(self) -> None:
        """Both networks as they were, with the same first weights."""
        sizes = (2, self.count, 1)
        self.networks = [Network(sizes, name, "sigmoid", SEED, "xavier") for name in (self.hidden, "linear")]
        self.trainers = [Trainer(network, self.data, optimizer=OPTIMIZER, learning_rate=LEARNING_RATE)
                         for network in self.networks]
        self.shown = [network.copy() for network in self.networks]
        self.seen: list[list[Array]] = [[], []]
        self.keys: list[bytes] = [b"", b""]
        self.answers: list[tuple[bytes, Array]] = [(b"", np.zeros((1, 1)))] * 2
        """The plane as each network answers it, and what that picture is of: in training it follows a frame later."""
        self._show_all()
        self.losses: list[list[float]] = [[trainer.loss()] for trainer in self.trainers]
        self.laps, self.running = 0, False
        self.folded, self.fold_share = False, 0.0
        self._turn = 0

    @property
    def finished(self) -> bool:
        return self.laps >= LAPS

    def step(self, dt: float) -> None:
        """Train a few laps. The pictures follow in turns, one a frame: no frame has to carry them all."""
        self.fold_share = clamp(self.fold_share + (dt if self.folded else -dt) / FOLD_SECONDS)
        if not self.running:
            return
        for _ in range(min(1 + self.laps // SLOW_LAPS, LAPS - self.laps)):
            for trainer, losses in zip(self.trainers, self.losses, strict=True):
                losses.append(trainer.step().loss)
            self.laps += 1
        i, plane = divmod(self._turn, 2)
        (self._show_answers if plane else self._show)(i)
        self._turn = (self._turn + 1) % 4
        if self.finished:
            self.pause()

    def toggle(self) -> None:
        """Train, or pause."""
        if self.running:
            self.pause()
        else:
            self.running = True

    def pause(self) -> None:
        """Stop training and show both networks as they are."""
        self.running = False
        self._show_all()

    def _show_all(self) -> None:
        for i in range(2):
            self._show(i)
            self._show_answers(i)

    def _show_answers(self, i: int) -> None:
        """Let the picture of the plane catch up with network ``i`` as shown."""
        self.answers[i] = (self.keys[i], self.seen[i][-1][..., 0])

    def _show(self, i: int) -> None:
        """Put what network ``i`` is now on show: its numbers, and the plane as its neurons see it, layer by layer.

        Of many neurons only the last one's view is kept.
        """
        self.shown[i].params = self.networks[i].params
        n = SEEN if self.count == FEW else SEEN_BY_MANY
        layers = self.shown[i].activations(grid(n).reshape(-1, 2))
        kept = layers if self.count == FEW else layers[-1:]
        self.seen[i] = [layer.reshape(n, n, -1) for layer in kept]
        self.keys[i] = f"{self.hidden} {self.count} ".encode() + self.shown[i].params.tobytes()

    # -- what is measured --------------------------------------------------------------------------

    def rights(self, i: int) -> tuple[int, int]:
        """How many of the green and of the red points network ``i``, as shown, puts on their side."""
        green = self.data.y > 0.5
        right = (self.shown[i].forward(self.data.x) > 0.5) == green
        return int(np.sum(right & green)), int(np.sum(right & ~green))

    def right(self, i: int) -> int:
        """How many of all points that is."""
        return sum(self.rights(i))

    def loss(self, i: int) -> float:
        return self.shown[i].loss(self.data.x, self.data.y)

    def squares(self, i: int) -> float:
        """The sum of the squared errors of network ``i`` over all points; the loss is their mean."""
        return float(np.sum((self.shown[i].forward(self.data.x) - self.data.y) ** 2))

    def outcome(self) -> str | None:
        """Who has learnt it, in the words of the guesses; ``None`` before the end."""
        if not self.finished:
            return None
        spark, plain = (self.right(i) >= LEARNT * POINTS for i in range(2))
        return "both" if spark and plain else "spark" if spark else "plain" if plain else "neither"

    def fold_error(self) -> float:
        """The largest difference, over the whole plane, between the plain network and its single neuron."""
        points = grid(24).reshape(-1, 2)
        plain = self.shown[PLAIN]
        return float(np.max(np.abs(plain.forward(points) - fold(plain).forward(points))))
