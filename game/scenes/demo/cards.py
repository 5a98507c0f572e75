"""The cards of the last test: what the network trusts, why it says so, what would flip it, and for whom it is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.core.figures import percent
from game.core.geometry import Rect
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.icons import paint_mark
from game.draw.shares import paint_share_bars, paint_shares
from game.journey import LEARNING_RATE
from game.scenes.demo.classroom import MOST_EXTRA, RETRAIN_LAPS, SMALLEST_CLASS
from game.scenes.demo.fit import Fit
from game.scenes.demo.places import Places
from game.scenes.demo.reading import Turn

if TYPE_CHECKING:
    from game.scenes.demo.scene import DemoScene

NAMES = ("study", "sleep")


def duration(words: Words, minutes: int) -> str:
    """A length of time in words."""
    hours, rest = divmod(abs(minutes), 60)
    if not hours:
        return words("demo.time.minute") if rest == 1 else words("demo.time.minutes", minutes=rest)
    return words("demo.time.hours", hours=hours, minutes=rest) if rest else words("demo.time.whole", hours=hours)


def clock(minutes: int) -> str:
    """A signed length of time as hours:minutes."""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60}:{abs(minutes) % 60:02d}"


# -- what it trusts --------------------------------------------------------------------------------


def draw_trust(canvas: Canvas, scene: DemoScene, place: Places) -> None:
    """One line: where the movement of its answers comes from, over the whole class."""
    kind, study = scene.reading.trusts if scene.journey.laps else ("untrained", 0.0)
    text = canvas.words(f"demo.trust.{kind}", study=f"{100 * study:.0f} %", sleep=f"{100 - 100 * study:.0f} %")
    note = canvas.words("demo.ahead", laps=scene.ahead) if scene.ahead and not scene.offers else ""
    if place.portrait:
        box = place.trust
        canvas.box(Rect(box.x, box.y, box.w, 204))
        canvas.paragraph(box.inset(26, 16), text, "heading", valign="m")
        canvas.text((box.x + 26, place.note.cy - 8), note, "small", "mute", room=box.w - 52)
        return
    canvas.text((place.trust.x, place.trust.cy), text, "subtitle", room=place.trust.w)
    if note and not scene.room.running:
        canvas.text((place.note.right, place.note.cy), note, "small", "mute", "rm", room=place.note.w)


# -- why -------------------------------------------------------------------------------------------


def draw_why(canvas: Canvas, scene: DemoScene, card: Rect) -> None:
    """The class's average answer, what study adds, what sleep adds, and the sum."""
    read, words = scene.reading, canvas.words
    why = read.why
    inner = card.inset(30, 10)
    head, first, study, sleep, last = inner.rows([1.0, 0.9, 1.0, 1.0, 1.1])
    bars = Rect(inner.x, study.y, inner.w, study.h + sleep.h)

    def frame() -> None:
        canvas.box(card)
        canvas.text((inner.x, first.cy), words("demo.why.average"), "label", room=inner.w * 0.7)
        paint_shares(canvas, bars, [words(f"demo.why.{name}") for name in NAMES])
        canvas.polyline(((inner.x, last.y + 2), (inner.right, last.y + 2)), "line", 2)
        canvas.text((inner.x, last.cy + 4), words("demo.why.chance"), "strong", room=inner.w * 0.6)

    canvas.sheet("demo.why", (card, words.language), card.inset(-3), frame)
    canvas.text((inner.x, head.cy), words("demo.why.title", chance=percent(read.chance)), "strong", room=inner.w)
    canvas.number((inner.right, first.cy), f"{why.base * 100:.1f}", "value", "soft", "rm",
                  room=inner.w * 0.28, tall=first.h)
    paint_share_bars(canvas, bars, [float(part) * 100 for part in why.parts[0]], 60.0)
    canvas.number((inner.right, last.cy + 4), f"{read.chance * 100:.1f} %", "value", "active", "rm",
                  room=inner.w * 0.38, tall=last.h)


# -- what would flip it ----------------------------------------------------------------------------


def draw_flip(canvas: Canvas, scene: DemoScene, place: Places) -> None:
    """The smallest change in a sentence, and the three of them in numbers."""
    words, turns = canvas.words, scene.reading.turns
    card = place.flip_card()
    canvas.box(card)
    inner = card.inset(30, 10)
    head, said, *rows = place.flip_rows()
    shown = [("study", turns.study), ("sleep", turns.sleep), ("both", turns.least)][-len(rows):]
    title = words("demo.flip.to_fail" if scene.reading.passed else "demo.flip.to_pass")
    canvas.text((inner.x, head.cy), title, "strong", room=inner.w - 8)
    canvas.paragraph(said, flip_sentence(words, turns.alone, turns.least), "heading", "hot", valign="m")
    for row, (name, turn) in zip(rows, shown, strict=True):
        canvas.text((inner.x, row.cy), words(f"demo.flip.{name}"), "label", room=inner.w * 0.46)
        if turn is None:
            canvas.text((inner.right, row.cy), words("demo.flip.never"), "label", "mute", "rm", room=inner.w * 0.5)
            continue
        times = "  ".join(clock(m) for m in (turn.minutes if name == "both" else (sum(turn.minutes),)))
        canvas.number((inner.right, row.cy), times + " h", "mono", "text", "rm", room=inner.w * 0.52, tall=row.h)


def flip_sentence(words: Words, alone: Turn | None, least: Turn | None) -> str:
    """What the smallest change of one input is; if there is none, of both; or that nothing helps."""
    if alone:
        which = 0 if alone.minutes[0] else 1
        way = "more" if alone.minutes[which] > 0 else "less"
        return words(f"demo.flip.{NAMES[which]}_{way}", time=duration(words, alone.minutes[which]))
    return words("demo.flip.only_both" if least else "demo.flip.none")


# -- the class -------------------------------------------------------------------------------------


def draw_class(canvas: Canvas, scene: DemoScene, place: Places) -> None:
    """Who is in the class, how well the network does before and after, for whom, and what is lopsided."""
    fit, before = scene.reading.fit, scene.room.before
    canvas.box(place.class_card())
    head, loss, right, short, long, note = place.class_rows()
    _heads(canvas, head, fit)
    _now(canvas, loss, "loss", f"{before.loss:.4f}" if before else "", f"{fit.loss:.4f}")
    _now(canvas, right, "right", _of(before.right, before.count) if before else "", _of(fit.right, fit.count))
    for row, name, group in ((short, "short", fit.short), (long, "long", fit.long)):
        _now(canvas, row, name, "", _of(*group))
    _note(canvas, scene, note, fit)


def _heads(canvas: Canvas, row: Rect, fit: Fit) -> None:
    x = row.right
    for passed, count in ((False, fit.count - fit.passed), (True, fit.passed)):
        x = canvas.number((x, row.cy), str(count), "value", "text", "rm", room=92, tall=row.h).x - 20
        paint_mark(canvas, (x, row.cy), passed, 26)
        x -= 30
    canvas.text((row.x, row.cy), canvas.words("demo.class.title", count=fit.count), "strong", room=x - row.x)


def _of(right: int, count: int) -> str:
    return f"{100 * right / count:.0f} %" if count else "-"


def _now(canvas: Canvas, row: Rect, name: str, before: str, now: str) -> None:
    left = canvas.number((row.right, row.cy), now, "mono", "text", "rm", room=150, tall=row.h).x
    if before:
        left = canvas.number((left, row.cy), f"{before} → ", "mono", "mute", "rm",
                             room=0.42 * row.w, tall=row.h).x
    canvas.paragraph(Rect(row.x, row.y, left - row.x - 14, row.h), canvas.words(f"demo.class.{name}"), "label",
                     valign="m")


def _calm(scene: DemoScene, fit: Fit) -> str:
    """What to say when nothing is lopsided: what a tap would do; once it was retrained, for whom it is right."""
    if scene.room.before is not None:
        return "fair" if fit.even else "near"
    return f"try_{scene.mode}"


def _note(canvas: Canvas, scene: DemoScene, row: Rect, fit: Fit) -> None:
    """Laps while it learns; else what is unfair, if anything is."""
    words, room = canvas.words, scene.room
    canvas.polyline(((row.x, row.y + 2), (row.right, row.y + 2)), "line", 2)
    inner = Rect(row.x, row.y + 8, row.w, row.h - 8)
    if room.running:
        canvas.text((inner.x, inner.cy - 14), words("demo.class.lap", lap=room.lap, laps=RETRAIN_LAPS), "label",
                    "active", room=inner.w)
        bar = Rect(inner.x, inner.cy + 14, inner.w, 8)
        canvas.box(bar, 4, fill="line", line=None, fill_alpha=0.9)
        canvas.polyline(((bar.x, bar.cy), (bar.x + bar.w * max(0.01, room.lap / RETRAIN_LAPS), bar.cy)), "active", 8)
        return
    kind = "stuck" if room.stuck else room.refused or fit.unfair() or _calm(scene, fit)
    share = fit.passed / fit.count
    text = words(f"demo.note.{kind}", passed=f"{100 * share:.0f} %", failed=f"{100 - 100 * share:.0f} %",
                 short=_of(*fit.short), long=_of(*fit.long), most=MOST_EXTRA, least=SMALLEST_CLASS,
                 rate=f"{LEARNING_RATE:g}")
    grave = bool(fit.unfair() or room.stuck or room.refused)
    canvas.paragraph(inner, text, "label", "text" if grave else "soft", valign="m")
