"""What the visitor foretold, and what then came out: every chapter notes its guesses here, in one shape.

A guess is a dict of JSON values: ``chapter``, ``about`` (which student it was about, or null), ``said``, and, once
that is known, ``truth`` and ``right``. They stand in ``journey.notes["guesses"]`` in the order in which they were made.
"""

from __future__ import annotations

from typing import Any

from game.journey import Journey

KEY = "guesses"
PARTS = {"chapter", "about", "said", "truth", "right"}
MOST = 200
"""So many guesses are kept; of more, the oldest are forgotten."""

Guess = dict[str, Any]


def guesses(journey: Journey, chapter: str = "") -> list[Guess]:
    """Every guess, or those of one chapter; what is damaged is left out."""
    noted = journey.notes.get(KEY)
    sound = [one for one in noted if isinstance(one, dict) and set(one) >= PARTS] if isinstance(noted, list) else []
    return [one for one in sound if not chapter or one["chapter"] == chapter]


def guess_of(journey: Journey, chapter: str, about: Any = None) -> Guess | None:
    """The visitor's latest guess in a chapter about that very thing."""
    made = [one for one in guesses(journey, chapter) if one["about"] == about]
    return made[-1] if made else None


def foretell(journey: Journey, chapter: str, said: Any, about: Any = None) -> None:
    """Note a guess. Until its truth is known, the visitor may think again; after that, it stands."""
    old = guess_of(journey, chapter, about)
    if old is not None and old["right"] is not None:
        return
    kept = [one for one in guesses(journey) if one is not old]
    made = {"chapter": chapter, "about": about, "said": said, "truth": None, "right": None}
    journey.notes[KEY] = [*kept, made][-MOST:]


def settle(journey: Journey, chapter: str, truth: Any, right: bool, about: Any = None) -> None:
    """Lay the truth beside the guess about that thing, if one was made and is still open."""
    guess = guess_of(journey, chapter, about)
    if guess is not None and guess["right"] is None:
        guess |= {"truth": truth, "right": bool(right)}


def tally(journey: Journey) -> tuple[int, int]:
    """How many guesses came true, out of those whose truth is known."""
    known = [one["right"] for one in guesses(journey) if isinstance(one["right"], bool)]
    return sum(known), len(known)
