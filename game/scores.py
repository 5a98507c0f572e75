"""How the visitor's own hands did against gradient descent in chapter 5, kept for every later chapter to show.

It stands in ``journey.notes["loss.score"]`` as a dict of JSON values, and so travels in a saved journey:
``turns`` (at most a round), ``start`` (the loss both set out from), ``you`` and ``machine`` (the lowest loss each had
after so many turns), ``won``, and ``decided`` (whether the round was played to its end). ``score_of`` reads it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from game.journey import Journey

KEY = "loss.score"


@dataclass(frozen=True)
class Score:
    """Mean squared errors of the visitor and of gradient descent, from the same ``start``, after so many ``turns``."""

    turns: int
    start: float
    you: float
    machine: float
    decided: bool

    @property
    def won(self) -> bool:
        """Whether the visitor came lower."""
        return self.you < self.machine

    def outdone_by(self, new: Score) -> bool:
        """Whether a newer score takes this one's place: a round played out stands, unless a better one comes."""
        if new.start != self.start or not self.decided:
            return True
        return new.decided and new.you < self.you


def keep_score(journey: Journey, score: Score) -> None:
    """Note a score, unless a better one from the same start is there."""
    old = score_of(journey)
    if old is None or old.outdone_by(score):
        journey.notes[KEY] = {"turns": score.turns, "start": score.start, "you": score.you, "machine": score.machine,
                              "won": score.won, "decided": score.decided}


def score_of(journey: Journey) -> Score | None:
    """The score that was kept; ``None`` if there is none, or if what was saved is damaged."""
    kept = journey.notes.get(KEY)
    try:
        score = Score(int(kept["turns"]), float(kept["start"]), float(kept["you"]), float(kept["machine"]),
                      bool(kept["decided"]))
    except (TypeError, KeyError, ValueError, OverflowError):
        return None
    return score if score.turns > 0 and all(map(math.isfinite, (score.start, score.you, score.machine))) else None
