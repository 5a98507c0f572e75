"""How the visitor's own hands did against gradient descent in chapters 5 and 7, kept for every later chapter to show.

Both scores stand in ``journey.notes`` as dicts of JSON values, and so travel in a saved journey.
``loss.score``: ``turns`` (at most a round), ``start`` (the loss both set out from), ``you`` (the lowest so far),
``machine`` (gradient descent's after as many turns), ``decided`` (whether the round was played to its end).
``training.hand``: ``you`` (the lowest loss the ball was carried to), ``machine`` (gradient descent's after ``laps``).
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

from game.journey import Journey

KNOBS, HAND = "loss.score", "training.hand"


@dataclass(frozen=True)
class Score:
    """Mean squared errors of the visitor and of gradient descent, from the same ``start``, after so many ``turns``."""

    turns: int
    start: float
    you: float
    machine: float
    decided: bool

    def outdone_by(self, new: Score) -> bool:
        """Whether a newer score takes this one's place: a round played out stands, unless a better one comes."""
        if new.start != self.start or not self.decided:
            return True
        return new.decided and new.you < self.you


def keep_score(journey: Journey, score: Score) -> None:
    """Note a score, unless a better one from the same start is there."""
    old = score_of(journey)
    if old is None or old.outdone_by(score):
        journey.notes[KNOBS] = asdict(score)


def score_of(journey: Journey) -> Score | None:
    """The score that was kept; ``None`` if there is none, or if what was saved is damaged."""
    kept = journey.notes.get(KNOBS)
    try:
        score = Score(int(kept["turns"]), float(kept["start"]), float(kept["you"]), float(kept["machine"]),
                      bool(kept["decided"]))
    except (TypeError, KeyError, ValueError, OverflowError):
        return None
    return score if score.turns > 0 and all(map(math.isfinite, (score.start, score.you, score.machine))) else None


@dataclass(frozen=True)
class HandScore:
    """The lowest loss of a ball carried by hand, and gradient descent's after so many ``laps`` from the same start."""

    you: float
    machine: float
    laps: int


def keep_hand(journey: Journey, score: HandScore) -> None:
    """Note how far down the ball was carried, unless it was lower before."""
    old = hand_of(journey)
    if old is None or score.you < old.you:
        journey.notes[HAND] = asdict(score)


def hand_of(journey: Journey) -> HandScore | None:
    """The duel of chapter 7 that was kept; ``None`` if there is none, or if what was saved is damaged."""
    kept = journey.notes.get(HAND)
    try:
        score = HandScore(float(kept["you"]), float(kept["machine"]), int(kept["laps"]))
    except (TypeError, KeyError, ValueError, OverflowError):
        return None
    return score if math.isfinite(score.you) and math.isfinite(score.machine) else None
