"""Every colour, size and letter style: change the look here and nowhere else."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

Rgb = tuple[int, int, int]


def rgb(text: str) -> Rgb:
    """``"#62E5FF"`` as three numbers in 0..255."""
    return (int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16))


def mix_rgb(a: Rgb, b: Rgb, t: float) -> Rgb:
    """The colour a share ``t`` of the way from ``a`` to ``b``; ``t`` is clamped."""
    t = 0.0 if t < 0.0 else 1.0 if t > 1.0 else t
    return (round(a[0] + (b[0] - a[0]) * t), round(a[1] + (b[1] - a[1]) * t), round(a[2] + (b[2] - a[2]) * t))


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


@dataclass(frozen=True)
class Theme:
    """The roles of the colours. Each meaning has a second channel (shape, dash, sign) wherever it is drawn."""

    name: str = "standard"
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
    mute: Rgb = rgb("#7286AB")
    ink: Rgb = rgb("#08101E")
    orb_dark: Rgb = rgb("#0A1122")
    orb_light: Rgb = rgb("#35497F")
    rim: Rgb = rgb("#6C89CE")

    _roles: dict[str, Rgb] = field(init=False, repr=False, compare=False)
    """The colours by name: looked up some hundred times a frame."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_roles", {name: v for name, v in vars(self).items() if isinstance(v, tuple)})

    def role(self, name: str) -> Rgb:
        """The colour of a role, by name. Raises ``KeyError`` naming the roles there are."""
        try:
            return self._roles[name]
        except KeyError:
            raise KeyError(f"no colour role {name!r}; there are {', '.join(sorted(roles()))}") from None

    def signed(self, value: float) -> Rgb:
        """Blue for a positive number, orange for a negative one."""
        return self.negative if value < 0 else self.positive


def roles() -> list[str]:
    """The names of all colour roles."""
    return list(Theme()._roles)


STANDARD = Theme()
CONTRAST = replace(
    STANDARD, name="contrast", touch=rgb("#8CF0FF"), positive=rgb("#8FC2FF"), negative=rgb("#FFC08A"),
    active=rgb("#FFE08A"), error=rgb("#FF9BAC"), passed=rgb("#7CF2BF"), ground_edge=rgb("#000000"),
    ground=rgb("#03060E"), card=rgb("#000308"), card_alpha=1.0, line=rgb("#6E83B3"), text=rgb("#FFFFFF"),
    soft=rgb("#DCE6FA"), mute=rgb("#B9C6E2"))
COLOUR_SAFE = replace(
    STANDARD, name="colour-safe", positive=rgb("#56B4E9"), negative=rgb("#E69F00"), active=rgb("#F0E442"),
    error=rgb("#FF6E4A"), passed=rgb("#4FC3F7"))
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
