"""What the visitor may set about the program itself: language, text size, colours, stillness, sound."""

from __future__ import annotations

from dataclasses import dataclass, replace

TEXT_SIZES = (1.0, 1.5, 2.0)


@dataclass(frozen=True)
class Settings:
    """Frozen; changing one makes a new one."""

    language: str = "en"
    text_scale: float = 1.0
    theme: str = "standard"
    reduced_motion: bool = False
    sound: bool = True
    """Whether the program may be heard, where there is a device."""

    def next_language(self, languages: list[str]) -> Settings:
        """The same with the next language of the list."""
        index = languages.index(self.language) if self.language in languages else -1
        return replace(self, language=languages[(index + 1) % len(languages)])
