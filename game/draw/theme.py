"""Every colour, size and letter style: change the look here and nowhere else."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import lru_cache

Rgb = tuple[int, int, int]


def rgb(text: str) -> Rgb:
    """``"#62E5FF"`` as three numbers in 0..255."""
    return (int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16))


def mix_rgb(a: Rgb, b: Rgb, t: float) -> Rgb:
    """The colour a share ``t`` of the way from ``a`` to ``b``; ``t`` is clamped."""
    t = 0.0 if t < 0.0 else 1.0 if t > 1.0 else t
    return (round(a[0] + (b[0] - a[0]) * t), round(a[1] + (b[1] - a[1]) * t), round(a[2] + (b[2] - a[2]) * t))


def luminance(colour: Rgb) -> float:
    """How bright a colour is to the eye, 0 to 1 (relative luminance of WCAG 2.2)."""
    linear = [c / 3294.6 if c <= 10.31 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: Rgb, b: Rgb) -> float:
    """How well two colours stand apart, 1 to 21 (contrast ratio of WCAG 2.2)."""
    dark, bright = sorted((luminance(a), luminance(b)))
    return (bright + 0.05) / (dark + 0.05)


@dataclass(frozen=True)
class Style:
    """How words are set: font face, size in design units, and which of the three text colours."""

    face: str
    size: float
    role: str = "text"
    leading: float = 1.36


STYLES: dict[str, Style] = {
    "hero": Style("bold", 104),
    "subtitle": Style("regular", 38, "soft"),
    "title": Style("semibold", 34),
    "number_title": Style("semibold", 34, "touch"),
    "body": Style("regular", 32),
    "verdict": Style("bold", 56),
    "heading": Style("semibold", 28),
    "label": Style("regular", 24, "soft"),
    "strong": Style("semibold", 24),
    "small": Style("regular", 22, "mute"),
    "button": Style("semibold", 36),
    "badge": Style("mono", 22, "soft"),
    "mono": Style("mono", 24, "text"),
    "mono_small": Style("mono", 22, "soft"),
    "value": Style("mono_medium", 28),
    "big": Style("mono_medium", 44),
    "huge": Style("mono_medium", 64),
    "code": Style("mono", 24, "text", 1.5),
}

FACES = {
    "regular": "Inter-Regular.otf",
    "semibold": "Inter-SemiBold.otf",
    "bold": "Inter-Bold.otf",
    "mono": "JetBrainsMono-Regular.ttf",
    "mono_medium": "JetBrainsMono-Medium.ttf",
}


def _is_colour(value: object) -> bool:
    return isinstance(value, tuple) and isinstance(value[0], int)


@dataclass(frozen=True)
class Theme:
    """The roles of the colours. Each meaning has a second channel (shape, dash, sign) wherever it is drawn."""

    name: str = "standard"
    least: float = 4.5
    """The contrast that words keep to what they stand on."""
    touch: Rgb = rgb("#62E5FF")
    touch_end: Rgb = rgb("#5AB4FF")
    positive: Rgb = rgb("#4C9DFF")
    negative: Rgb = rgb("#FF9A4D")
    active: Rgb = rgb("#FFD166")
    active_deep: Rgb = rgb("#B4761A")
    hot: Rgb = rgb("#FFF8E6")
    error: Rgb = rgb("#FF4D6D")
    passed: Rgb = rgb("#3DDC97")
    ground_edge: Rgb = rgb("#060A14")
    ground: Rgb = rgb("#12203F")
    card: Rgb = rgb("#0E182C")
    card_alpha: float = 0.86
    line: Rgb = rgb("#22314F")
    text: Rgb = rgb("#EAF1FF")
    soft: Rgb = rgb("#A9BADB")
    mute: Rgb = rgb("#778BB1")
    ink: Rgb = rgb("#08101E")
    orb_dark: Rgb = rgb("#0A1122")
    orb_light: Rgb = rgb("#35497F")
    rim: Rgb = rgb("#6C89CE")
    cold: Rgb = rgb("#1E2C54")
    """What a neuron looks like that does not fire."""
    between: Rgb = rgb("#14162A")
    """Where a network cannot decide."""
    relief: tuple[Rgb, ...] = (rgb("#0A1A3A"), rgb("#1F5FBF"), rgb("#8A4FC0"), rgb("#FF4D6D"), rgb("#FF9A4D"))
    """The loss map, from its lowest to its highest ground."""

    _roles: dict[str, Rgb] = field(init=False, repr=False, compare=False)
    """The colours by name: looked up some hundred times a frame."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_roles", {name: v for name, v in vars(self).items() if _is_colour(v)})

    def role(self, name: str) -> Rgb:
        """The colour of a role, by name. Raises ``KeyError`` naming the roles there are."""
        try:
            return self._roles[name]
        except KeyError:
            raise KeyError(f"no colour role {name!r}; there are {', '.join(sorted(roles()))}") from None

    def plate(self, fill: Rgb) -> tuple[Rgb, Rgb]:
        """A coloured ground and the colour for words on it: light or dark ones, whatever can be read better.

        A ground on which neither can be read well enough becomes a little darker or brighter.
        """
        return _plate(self.text, self.ink, self.least, fill)

    def over(self, colour: Rgb, fill: Rgb) -> Rgb:
        """That colour for words on a ground; mixed with that of light or dark words if it could not be read there."""
        return _over(self.text, self.ink, self.least, colour, fill)

    def signed(self, value: float) -> Rgb:
        """Blue for a positive number, orange for a negative one."""
        return self.negative if value < 0 else self.positive


@lru_cache(maxsize=1024)
def _plate(light: Rgb, dark: Rgb, least: float, fill: Rgb) -> tuple[Rgb, Rgb]:
    words, away = (light, dark) if contrast(light, fill) >= contrast(dark, fill) else (dark, light)
    while contrast(words, fill) < least and fill != away:
        moved = mix_rgb(fill, away, 0.05)
        fill = moved if moved != fill else away
    return fill, words


@lru_cache(maxsize=1024)
def _over(light: Rgb, dark: Rgb, least: float, colour: Rgb, fill: Rgb) -> Rgb:
    words = light if contrast(light, fill) >= contrast(dark, fill) else dark
    mixed = [mix_rgb(colour, words, share / 10) for share in range(11)]
    return next((rgb for rgb in mixed if contrast(rgb, fill) >= least), words)


def roles() -> list[str]:
    """The names of all colour roles."""
    return list(Theme()._roles)


STANDARD = Theme()
CONTRAST = replace(
    STANDARD, name="contrast", least=7.0, touch=rgb("#8CF0FF"), touch_end=rgb("#8CC8FF"), positive=rgb("#7FB4FF"),
    negative=rgb("#FFA552"), active=rgb("#FFEE9E"), error=rgb("#FF8088"), passed=rgb("#9CFFDA"),
    ground_edge=rgb("#000000"), ground=rgb("#03060E"), card=rgb("#000308"), card_alpha=1.0, line=rgb("#6E83B3"),
    text=rgb("#FFFFFF"), soft=rgb("#DCE6FA"), mute=rgb("#B9C6E2"), ink=rgb("#000000"), rim=rgb("#9DB4E8"))
COLOUR_SAFE = replace(
    STANDARD, name="colour-safe", touch=rgb("#56DCFF"), positive=rgb("#6294F4"), negative=rgb("#FF7F11"),
    active=rgb("#FFF08C"), active_deep=rgb("#A8861E"), error=rgb("#F4545C"), passed=rgb("#8CFFD6"),
    relief=(rgb("#0A1A3A"), rgb("#1F5FBF"), rgb("#7E7FA8"), rgb("#E8A05A"), rgb("#FFF08C")))
"""Blue, orange, gold, red and green that keep apart by brightness and by blue against yellow, which colour-blind eyes
see: at least 34 apart (CIE 1976) as simulated for protanopia and deuteranopia, where the standard ones come to 12."""
THEMES = {theme.name: theme for theme in (STANDARD, CONTRAST, COLOUR_SAFE)}


def weight_width(weight: float) -> float:
    """Thickness of a fibre in design units for a weight: one scale for the whole program.

    Grows almost linearly for everyday weights and levels off at 15 units, so that a runaway weight
    stays on the screen; never under a hairline.
    """
    size = abs(weight)
    if not math.isfinite(size):
        return 15.0
    return 1.3 + 13.7 * (1.0 - math.exp(-size / 2.4))
