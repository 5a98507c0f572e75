"""Draws the eight students: each one's truth, the guess, and the square that hangs on the error."""

from __future__ import annotations

from collections.abc import Sequence

from game.core.easing import lerp, window
from game.core.figures import percent
from game.core.geometry import Vec, mix
from game.draw.canvas import Canvas
from game.draw.factor import paint_bar
from game.draw.icons import paint_icon, paint_mark
from game.draw.squares import light_squares, paint_ghost, paint_square, square_of
from game.draw.theme import Style, mix_rgb
from game.scenes.loss.game import Game
from game.scenes.loss.places import Places


def paint_students(canvas: Canvas, place: Places, game: Game) -> None:
    """All eight, side by side, on one scale."""
    key = (place.grid, place.unit, canvas.theme.name, canvas.words.language, game.hours.tobytes())
    if 0.0 < place.room < 1.0:  # on the move nothing is worth keeping
        _still(canvas, place, game)
    else:
        canvas.layer("loss.students", key, place.grid, lambda: _still(canvas, place, game))
    students = students_of(place, game)
    light_squares(canvas, [student.box for student in students], place.unit)
    for student in students:
        _square(canvas, place, student)
    canvas.glows([(student.at, 34.0, 0.85) for student in students], "active")
    for student in students:
        _guess(canvas, place, student)
        _area(canvas, place, student)
    for change, icon, colour in ((-1, "down", "passed"), (1, "up", "error")):
        cells = [place.cells[student.n] for student in students if student.change == change]
        _arrows(canvas, [(cell.right - 26, cell.y + 24) for cell in cells], icon, colour)


class Student:
    """One student as drawn: ``corner`` is the truth, ``at`` the guess, ``box`` the square between."""

    def __init__(self, place: Places, n: int, said: tuple[float, float, float], change: int, before: float) -> None:
        self.n, self.change = n, change
        self.truth, self.guess, self.error = said
        self.up = self.truth < 0.5
        self.corner, self.at = place.level(n, self.truth), place.level(n, self.guess)
        self.side = self.error * place.unit
        self.box = square_of(self.corner, self.side, self.up)
        self.before = before * place.unit


def students_of(place: Places, game: Game) -> list[Student]:
    """All of them, as the network sees them now; each with the error before the last touch, if it has changed."""
    said = zip(game.truths.tolist(), game.guesses.tolist(), game.errors.tolist(), strict=True)
    before = game.before.tolist() if game.before is not None else [0.0] * len(game.truths)
    return [Student(place, n, one, change, before[n] if change else 0.0)
            for n, (one, change) in enumerate(zip(said, game.changes, strict=True))]


def paint_flight(canvas: Canvas, place: Places, game: Game, share: float) -> None:
    """Copies of the eight squares on their way to the one that is as large as their mean."""
    if not 0.0 < share < 1.0:
        return
    mean = game.loss ** 0.5 * place.unit
    for student in students_of(place, game):
        t = window(share, 0.035 * student.n, 0.62 + 0.035 * student.n)
        if 0.0 < t < 1.0:
            box = student.box
            corner = mix((box.x, box.bottom), place.mean_corner, t)
            paint_square(canvas, (corner[0], corner[1] - 70 * t * (1 - t)), lerp(box.w, mean, t), place.unit, up=True,
                         edge=False, alpha=1.0 if t < 0.8 else (1.0 - t) * 5)


def _still(canvas: Canvas, place: Places, game: Game) -> None:
    """What stays while the knobs turn: cards, hours, the lines of 0 and 1, the truth."""
    t = canvas.theme
    for n, cell in enumerate(place.cells):
        canvas.box(cell, 16, fill_alpha=0.62, line=mix_rgb(t.line, t.touch, 0.30))
        for value in (0.0, 1.0):
            at = place.level(n, value)
            paint_bar(canvas, at, (cell.right - 14, at[1]), t.line, 2)
        paint_bar(canvas, place.level(n, 0.0), place.level(n, 1.0), t.line, 2)
        for i, (name, line) in enumerate(zip(("study", "sleep"), place.hours(n), strict=True)):
            text = canvas.words(f"hours.{name}", hours=f"{game.hours[n][i]:.1f}")
            canvas.text((line.x, line.cy), text, "small", "soft", room=line.w)
        canvas.text((cell.right - 16, line.y), str(n + 1), "heading", "touch", "rm")


def _square(canvas: Canvas, place: Places, student: Student) -> None:
    if student.change:
        paint_ghost(canvas, student.corner, student.before, up=student.up)
    paint_square(canvas, student.corner, student.side, place.unit, up=student.up)
    paint_mark(canvas, student.corner, not student.up, 28)


def _guess(canvas: Canvas, place: Places, student: Student) -> None:
    """The guess as a dot on the axis, with its number outside the square; at the end of the axis it moves inside."""
    (x, y), off = student.at, max(27.0, (38.0 - student.side / 2) * canvas.type.growth)
    away = off if student.up else -off
    canvas.ring((x, y), 10, "active", 5, fill="hot")
    top, low = place.level(student.n, 1.0)[1] - 4, place.level(student.n, 0.0)[1] + 4
    room = place.cells[student.n].right - x - 26
    canvas.number((x + 14, min(max(y - away, top), low)), percent(student.guess), "mono", "active", "lm", room=room,
                  tall=40, edge="ink")


def _area(canvas: Canvas, place: Places, student: Student) -> None:
    """The area, the larger the square the larger: in its middle, or beside it while it is small."""
    box, text, cell = student.box, f"{student.error**2:.2f}", place.cells[student.n]
    style = Style("mono_medium", max(28.0, min(44.0, 2 * round(0.14 * box.w))))
    needed = canvas.type.width(text, style) * canvas.type.growth
    beside = box.right + 10
    inside = box.w - 8 >= min(needed, cell.right - beside - 6)
    at, anchor = (box.center, "cm") if inside else ((beside, box.cy), "lm")
    canvas.number(at, text, style, "text", anchor, edge="ink", tall=box.h - 4 if inside else 48,
                  room=box.w - 8 if inside else cell.right - beside - 6, most=len(text))


def _arrows(canvas: Canvas, places: Sequence[Vec], icon: str, colour: str) -> None:
    """Better or worse since the last touch: green and down, or red and up."""
    canvas.glows([(at, 40.0, 0.55) for at in places], colour)
    for at in places:
        paint_icon(canvas, icon, at, 34, colour, pen=0.26)
