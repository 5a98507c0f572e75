"""Everything that can be touched: each control is one call a frame, resting on one small function."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from game.core.controls import Hit, Mark
from game.core.easing import clamp
from game.core.geometry import Rect, Vec
from game.core.inputs import NOTHING, Input, Pointer
from game.core.layout import TARGET, Layout
from game.core.words import Words

TAP_SLOP = 14.0
"""A press that travelled less than this (design units) is a tap, not a drag."""


@dataclass(frozen=True, slots=True)
class Touch:
    """What one control felt this frame."""

    hover: bool = False
    held: bool = False
    pressed: bool = False
    clicked: bool = False
    focused: bool = False
    pointer: Pointer | None = None

    @property
    def tapped_pointer(self) -> bool:
        """Clicked by a pointer that hardly moved (not by a key)."""
        return self.clicked and self.pointer is not None and self.pointer.travelled < TAP_SLOP


@dataclass(frozen=True, slots=True)
class _Grip:
    """A pointer's hold on a control: which one, and the control's value when it was pressed."""

    id: str
    value: float | Vec | None = None


class Ui:
    """The controls of one frame. Between ``begin`` and ``end`` scenes call controls; marks and hits are left behind.

    A control belongs to the pointer that pressed it; released inside, it was clicked; slid off, nothing
    happened. Tab order is the order of calls. A key acts on the focused control, or is left for others.
    """

    def __init__(self, words: Words) -> None:
        self.words = words
        self.languages: list[tuple[str, str]] = []
        self.layout: Layout
        self.marks: list[Mark] = []
        self.hits: list[Hit] = []
        self.focus: str | None = None
        self.keyboard = False
        self.blocked = False
        self.pressed = False
        """Whether some control was pressed this frame."""
        self.level = 1.0
        """How far what is offered now has come, 0..1."""
        self.input: Input = NOTHING
        self._grips: dict[int, _Grip] = {}
        self._order: list[str] = []
        self._actions: list[str] = []
        self._repeats: list[str] = []
        self._claimed: set[int] = set()

    # -- the frame ------------------------------------------------------------------------------

    def begin(self, frame: Input, layout: Layout) -> None:
        """Start a frame with what the visitor did since the last."""
        self.input, self.layout = frame, layout
        self.marks, self.hits, self._order = [], [], []
        self._actions, self._repeats = list(frame.actions), list(frame.repeats)
        self.blocked, self.pressed, self.level = False, False, 1.0
        self._claimed = set()
        new = {p.id for p in frame.pointers if p.pressed}
        if new:
            self.keyboard, self.focus = False, None
            self._grips = {pid: grip for pid, grip in self._grips.items() if pid not in new}

    def end(self) -> None:
        """Close the frame: move the focus, forget pointers that let go and controls that are gone."""
        for action, step in (("focus_next", 1), ("focus_prev", -1)):
            while self.take(action):
                self._move_focus(step)
        if self.focus not in self._order:
            self.focus = None
        present = {p.id for p in self.input.pointers if p.down and not p.released and not p.cancelled}
        offered = {hit.id for hit in self.hits}
        self._grips = {pid: grip for pid, grip in self._grips.items() if pid in present and grip.id in offered}

    def take(self, action: str) -> bool:
        """Whether ``action`` happened and nobody used it yet; it is used up now."""
        if self.blocked or action not in self._actions:
            return False
        self._actions.remove(action)
        return True

    def take_repeat(self, action: str) -> bool:
        """The same for an arrow that is held and due once more."""
        if self.blocked or action not in self._repeats:
            return False
        self._repeats.remove(action)
        return True

    def free_pointers(self) -> list[Pointer]:
        """Pointers no control has claimed this frame (for swipes)."""
        held = self._claimed | set(self._grips)
        return [p for p in self.input.pointers if p.id not in held] if not self.blocked else []

    def holds(self, control: str) -> bool:
        """Whether some pointer holds that control."""
        return any(grip.id == control for grip in self._grips.values())

    def release_all(self) -> None:
        """Let go of everything (focus lost, another scene)."""
        self._grips.clear()

    # -- the one function everything rests on ------------------------------------------------------

    def touch(self, control: str, rect: Rect, *, enabled: bool = True, value: float | Vec | None = None,
              focusable: bool = True, pointer: bool = True, turned: bool = False) -> Touch:
        """Hover, focus, capture and click of one control with the hit area ``rect``; keys only without ``pointer``.

        What is only ``turned`` (knob, slider, timeline) has nothing to press: Enter and Space are left for the story.

        ``value`` is remembered while a pointer holds the control (see ``grip_value``).
        """
        if not enabled or self.blocked:
            return Touch()
        if pointer:
            self.hits.append(Hit(control, rect))
        if focusable:
            self._order.append(control)
        holder, pressed, clicked = None, False, False
        for p in self.input.pointers if pointer else ():
            grip = self._grips.get(p.id)
            if p.pressed and grip is None and p.id not in self._claimed and rect.contains(p.start):
                grip = self._grips[p.id] = _Grip(control, value)
                pressed = self.pressed = True
            if grip is not None and grip.id == control:
                self._claimed.add(p.id)
                holder = p
                if p.cancelled:
                    del self._grips[p.id]
                elif p.released:
                    clicked = rect.contains(p.pos)
        focused = self.focus == control and focusable
        if focused and not turned and self.take("activate"):
            clicked, self.keyboard, self.pressed = True, True, True
        inside = pointer and self.input.hover is not None and rect.contains(self.input.hover)
        held = holder is not None and holder.down and not holder.released and rect.at_least(1).contains(holder.pos)
        return Touch(inside, held, pressed, clicked, focused and self.keyboard, holder)

    def grip_value(self, pointer: Pointer) -> float | Vec | None:
        """The value a control had when this pointer pressed it."""
        grip = self._grips.get(pointer.id)
        return grip.value if grip else None

    def arrows(self, control: str, names: Sequence[str] = ("left", "right", "up", "down")) -> Vec:
        """The arrow keys meant for a focused control, as a step to the right and up."""
        if self.focus != control:
            return (0.0, 0.0)
        x = y = 0.0
        for name, dx, dy in (("left", -1, 0), ("right", 1, 0), ("up", 0, 1), ("down", 0, -1)):
            while name in names and (self.take(name) or self.take_repeat(name)):
                x, y = x + dx, y + dy
                self.keyboard = True
        return (x, y)

    @contextmanager
    def fade(self, level: float) -> Iterator[None]:
        """What is offered in here appears or goes with the picture around it, ``level`` 0..1; it can be touched."""
        before, self.level = self.level, self.level * clamp(level)
        try:
            yield
        finally:
            self.level = before

    def mark(self, kind: str, control: str, rect: Rect, touch: Touch, **look: object) -> None:
        """Record how a control is to be painted."""
        felt = {"hover": touch.hover, "held": touch.held, "focused": touch.focused, "level": self.level}
        self.marks.append(Mark(kind, control, rect, **{**felt, **look}))  # type: ignore[arg-type]

    # -- controls -----------------------------------------------------------------------------------

    def button(self, control: str, rect: Rect, text: str = "", *, icon: str = "", look: str = "quiet",
               enabled: bool = True, selected: bool = False) -> bool:
        """A button; ``True`` in the frame it is clicked. Looks: primary, quiet, round, tab, wrapped (in lines)."""
        touch = self.touch(control, rect.at_least(TARGET), enabled=enabled)
        self.mark("button", control, rect, touch, text=text, icon=icon, look=look, enabled=enabled, selected=selected)
        return touch.clicked

    def slider(self, control: str, rect: Rect, value: float, low: float, high: float, *, step: float = 0.0,
               label: str = "", shown: str = "", enabled: bool = True) -> float:
        """A horizontal slider in ``rect`` (label above, track below); returns the new value.

        ``step`` is the distance of one arrow key, a twentieth of the range if left out.
        """
        knob = 30.0
        track = Rect(rect.x + knob, rect.bottom - 44, rect.w - 2 * knob, 0)
        touch = self.touch(control, Rect(rect.x, rect.bottom - 88, rect.w, 88), enabled=enabled, value=value,
                           turned=True)
        if touch.pointer is not None and not touch.pointer.cancelled:
            value = low + (high - low) * clamp((touch.pointer.pos[0] - track.x) / track.w)
        dx, dy = self.arrows(control)
        step = step or (high - low) / 20
        value = clamp(value + (dx + dy) * step * (0.2 if self.input.fine else 1.0), low, high)
        self.mark("slider", control, rect, touch, value=(value - low) / (high - low), text=label, shown=shown,
                  enabled=enabled)
        return value

    def knob(self, control: str, centre: Vec, value: float, low: float, high: float, *, step: float = 0.1,
             per_unit: float = 90.0, look: str = "updown", radius: float = 34.0) -> float:
        """A round handle dragged up for more and down for less; returns the new value.

        ``per_unit`` design units of travel change the value by one. A tap on its upper or lower half is a step.
        """
        touch = self.touch(control, Rect.around(centre, max(TARGET, 2 * radius)), value=value, turned=True)
        p = touch.pointer
        if p is not None and not p.cancelled:
            start = self.grip_value(p)
            moved = (p.start[1] - p.pos[1]) + (p.pos[0] - p.start[0]) * 0.6
            if p.travelled >= TAP_SLOP and isinstance(start, float | int):
                value = start + moved / per_unit
            elif touch.tapped_pointer:
                value += step if p.pos[1] <= centre[1] else -step
        dx, dy = self.arrows(control)
        value = clamp(value + (dx + dy) * step * (0.2 if self.input.fine else 1.0), low, high)
        share = (value - low) / (high - low)
        self.mark("knob", control, Rect.around(centre, 2 * radius), touch, value=share, icon=look)
        return value

    def handle(self, control: str, at: Vec, bounds: Rect, *, step: float = 20.0, radius: float = 24.0,
               field: Rect | None = None, look: str = "ring") -> Vec:
        """A point that can be dragged anywhere in ``bounds``; returns where it is now.

        ``field``: an area in which a press brings the point to the finger at once.
        """
        area = field or Rect.around(at, max(TARGET, 2 * radius))
        touch = self.touch(control, area, value=at, turned=True)
        p = touch.pointer
        if p is not None and not p.cancelled:
            start = self.grip_value(p)
            if field is not None:
                at = p.pos
            elif isinstance(start, tuple):
                at = (start[0] + p.pos[0] - p.start[0], start[1] + p.pos[1] - p.start[1])
        dx, dy = self.arrows(control)
        fine = 0.2 if self.input.fine else 1.0
        at = bounds.clamp((at[0] + dx * step * fine, at[1] - dy * step * fine))
        self.mark("handle", control, Rect.around(at, 2 * radius), touch, look=look)
        return at

    def choice(self, control: str, rect: Rect, options: Sequence[tuple[str, str]], selected: str, *,
               gap: float = 10.0, vertical: bool = False, enabled: bool = True, shares: Sequence[float] = ()) -> str:
        """One of several: a row (or column) of tabs, as wide as ``shares`` say; returns the key of the chosen one."""
        cells = (rect.rows if vertical else rect.columns)(shares or [1.0] * len(options), gap)
        for (key, text), cell in zip(options, cells, strict=True):
            if self.button(f"{control}.{key}", cell, text, look="tab", selected=key == selected, enabled=enabled):
                selected = key
        return selected

    def spot(self, control: str, rect: Rect, *, round_: bool = True, look: str = "") -> bool:
        """A part of the picture that can be tapped; ``True`` in the frame it is."""
        touch = self.touch(control, rect)
        self.mark("spot", control, rect, touch, look=look or ("round" if round_ else "box"))
        return touch.clicked

    def _move_focus(self, step: int) -> None:
        self.keyboard = True
        if not self._order:
            return
        if self.focus in self._order:
            self.focus = self._order[(self._order.index(self.focus) + step) % len(self._order)]
        else:
            self.focus = self._order[0 if step > 0 else -1]
