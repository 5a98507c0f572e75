"""Every theme can be read, and its meanings stay apart for colour-blind eyes."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pygame
import pytest

from game.core.geometry import Rect
from game.draw.canvas import Canvas
from game.draw.theme import COLOUR_SAFE, THEMES, Rgb, Theme, contrast, mix_rgb, roles
from tests.visitor import Visitor, chapters

WORDS = ("text", "soft", "mute", "touch", "positive", "negative", "active", "error", "passed")
"""The roles words are written in, on the room or on cards."""
EYES = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}
"""What is left of linear red, green and blue (Machado, Oliveira and Fernandes 2009, severity 1.0)."""
APART = (("positive", "negative"), ("passed", "error"), ("touch", "active"), ("touch", "positive"),
         ("touch", "passed"), ("error", "negative"), ("error", "active"), ("active", "negative"),
         ("passed", "positive"), ("passed", "active"))
LEAST_APART = 30.0
"""CIE 1976 distance; about 2.3 is just noticeable side by side, 30 is plain on small marks that lie apart."""


def grounds(theme: Theme) -> dict[str, Rgb]:
    """What words stand on: the room from edge to middle, and cards over it."""
    return {"edge": theme.ground_edge, "ground": theme.ground,
            "card": mix_rgb(theme.ground, theme.card, theme.card_alpha), "card at the edge": mix_rgb(
                theme.ground_edge, theme.card, theme.card_alpha)}


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_words_of_every_role_can_be_read_on_every_ground(theme: Theme) -> None:
    poor = [f"{role} on {name}: {contrast(theme.role(role), ground):.2f}"
            for role, (name, ground) in product(WORDS, grounds(theme).items())
            if contrast(theme.role(role), ground) < theme.least]
    assert not poor
    for button in (theme.touch, theme.touch_end):
        assert contrast(theme.ink, button) >= theme.least


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21.0)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)
    assert THEMES["standard"].least >= 4.5
    assert THEMES["contrast"].least >= 7.0


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_words_on_coloured_plates_can_be_read(theme: Theme) -> None:
    for role, share in product(WORDS, np.linspace(0, 1, 21)):
        fill = mix_rgb(theme.card, theme.role(role), share)
        plate, words = theme.plate(fill)
        assert contrast(words, plate) >= theme.least
        assert contrast(theme.over(theme.soft, plate), plate) >= theme.least
        if contrast(words, fill) >= theme.least:
            assert plate == fill


def seen(colour: Rgb, eye: str) -> np.ndarray:
    """A colour as CIE Lab, as that eye sees it."""
    c = np.array(colour) / 255
    linear = np.clip(np.array(EYES[eye]) @ np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4), 0, 1)
    xyz = np.array(((0.41246, 0.35758, 0.18044), (0.21267, 0.71515, 0.07218), (0.01933, 0.11919, 0.95030))) @ linear
    f = xyz / (0.95047, 1.0, 1.08883)
    f = np.where(f > 0.008856, np.cbrt(f), 7.787 * f + 16 / 116)
    return np.array((116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])))


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("pair", APART, ids="-".join)
def test_meanings_stay_apart_for_colour_blind_eyes(pair: tuple[str, str], eye: str) -> None:
    a, b = (seen(COLOUR_SAFE.role(role), eye) for role in pair)
    assert np.linalg.norm(a - b) >= LEAST_APART


def test_a_theme_without_a_role_says_which_there_are() -> None:
    with pytest.raises(KeyError, match="ground_edge"):
        COLOUR_SAFE.role("pink")
    with pytest.raises(KeyError, match=r"no colour role .*relief"):
        COLOUR_SAFE.role("relief")
    assert {"touch", "cold", "between"} <= set(roles())


# -- on the screen ------------------------------------------------------------------------------------------


class Watch:
    """Measures every line of text, just before it is drawn, against the pixels it will stand on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.poor: list[str] = []
        self.seen = 0
        mark = Canvas._mark

        def watched(canvas: Canvas, text: str, rect: Rect, box: Rect | None, colour: Rgb, alpha: float,
                    edge: Rgb | None = None) -> None:
            if canvas.marks is not None and text.strip() and alpha * canvas.alpha > 0.9:
                self.look(canvas, text, rect, colour, edge)
            mark(canvas, text, rect, box, colour, alpha, edge)

        monkeypatch.setattr(Canvas, "_mark", watched)

    def look(self, canvas: Canvas, text: str, rect: Rect, colour: Rgb, edge: Rgb | None) -> None:
        """Nine tenths of the place of its letters must contrast well; a number with an edge stands on that."""
        inner = rect.inset(0, 0.2 * rect.h) if rect.h < rect.w else rect.inset(0.2 * rect.w, 0.2 * rect.h)
        area = pygame.Rect(canvas.view.box(inner)).clip(canvas.surface.get_rect())
        if not area.w or not area.h:
            return
        under = pygame.surfarray.array3d(canvas.surface.subsurface(area))[::2, ::2].reshape(-1, 3)
        if edge is not None:
            under = np.array([edge])
        tones, counts = np.unique(under // 4 * 4, axis=0, return_counts=True)
        ratios = np.array([contrast(colour, (int(r), int(g), int(b))) for r, g, b in tones])
        order = np.argsort(ratios)
        share = np.cumsum(counts[order]) / counts.sum()
        low = float(ratios[order][np.searchsorted(share, 0.1)])
        self.seen += 1
        if low < canvas.theme.least - 0.05:  # colours are rounded by up to 3 of 255
            self.poor.append(f"{text!r} {low:.2f}")


@pytest.mark.parametrize("chapter", chapters())
@pytest.mark.parametrize("theme", THEMES)
def test_what_is_drawn_can_be_read(theme: str, chapter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = Visitor(chapter, size=(1280, 720))
    visitor.app._apply(replace(visitor.app.settings, theme=theme))
    watch = Watch(monkeypatch)
    for rest in range(len(visitor.scene.timeline.rests)):
        visitor.at_rest(rest)
        visitor.wait(0.2)
        canvas = visitor.app.canvas
        canvas.forget()
        canvas.marks = []
        visitor.frame(dt=0.0)
        canvas.marks = None
    assert watch.seen > 5
    assert not watch.poor, "\n".join(dict.fromkeys(watch.poor))


@pytest.mark.parametrize("theme", THEMES)
def test_a_failed_verdict_can_be_read_in_its_own_glow(theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = Visitor("demo", size=(1280, 720))
    visitor.app._apply(replace(visitor.app.settings, theme=theme))
    visitor.director.journey.student = (1.0, 2.0)
    visitor.at_rest(0)
    canvas, watch = visitor.app.canvas, Watch(monkeypatch)
    canvas.marks = []
    visitor.frame(dt=0.0)
    assert visitor.app.words("demo.fail") in [mark.text for mark in canvas.marks]
    assert not watch.poor, "\n".join(watch.poor)
