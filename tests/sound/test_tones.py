"""The tones: in tune, quiet, and without a click at either end."""

from __future__ import annotations

import numpy as np
import pytest

from game.core.notes import CHORD, STEPS, Note, hum_pitch, tone
from game.sound import tones
from game.sound.hum import CHUNK, Hum

EVERY = [Note(kind, (step - low) / max(1, high - low)) for kind, (low, high) in STEPS.items()
         for step in range(low, high + 1)]
HALF_TONE = 2 ** (1 / 12)


def spectrum(samples: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Frequencies and strengths, finely enough to tell tenths of half tones apart."""
    size = 1 << 19
    strengths = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), size))
    return np.fft.rfftfreq(size, 1 / tones.RATE), strengths


def pitch_of(samples: np.ndarray) -> float:
    """The strongest frequency."""
    frequencies, strengths = spectrum(samples)
    return float(frequencies[np.argmax(strengths)])


def half_tones(a: float, b: float) -> float:
    return abs(12 * np.log2(a / b))


@pytest.mark.parametrize("note", [n for n in EVERY if n.kind in ("pluck", "blame")], ids=str)
def test_the_pitch_asked_for_is_the_pitch_that_sounds(note: Note) -> None:
    assert half_tones(pitch_of(tones.note(note)), note.pitch) < 0.1


def test_every_note_is_on_one_pentatonic_scale() -> None:
    for note in EVERY:
        above = 12 * np.log2(note.pitch / tone(0))
        assert abs(above - round(above)) < 1e-6
        assert round(above) % 12 in (0, 2, 4, 7, 9)


def test_more_activation_sounds_higher_and_each_tenth_has_its_own_tone() -> None:
    pitches = [Note("pluck", level / 10).pitch for level in range(11)]
    assert pitches == sorted(set(pitches))


def test_blame_sounds_lower_than_any_activation() -> None:
    assert Note("blame", 1.0).pitch <= Note("pluck", 0.0).pitch


def test_the_chord_holds_its_four_tones() -> None:
    frequencies, strengths = spectrum(tones.note(Note("chord")))
    for step in CHORD:
        near = np.abs(12 * np.log2(np.maximum(frequencies, 1.0) / tone(step))) < 0.3
        assert strengths[near].max() > 0.2 * strengths.max()


@pytest.mark.parametrize("note", EVERY, ids=str)
def test_notes_are_quiet_and_begin_and_end_at_nothing(note: Note) -> None:
    samples = tones.note(note)
    assert 0.02 < np.abs(samples).max() <= tones.LOUDEST + 1e-6
    assert samples[0] == 0.0
    assert abs(samples[-1]) < 1e-4
    turn = 2 * np.pi * 4.1 * note.pitch / tones.RATE
    assert np.abs(np.diff(samples)).max() < 2 * tones.LOUDEST * turn, "it jumps"


def test_no_note_can_be_heard_for_longer_than_it_counts_as_sounding_in_full() -> None:
    from game.ear import RING_SECONDS

    for note in EVERY:
        samples = tones.note(note)
        rest = samples[round(RING_SECONDS[note.kind] * tones.RATE):]
        assert not len(rest) or np.abs(rest).max() < 0.2 * np.abs(samples).max()


@pytest.mark.parametrize("level", [0.0, 0.3, 0.7, 1.0])
def test_the_hum_has_the_pitch_of_its_level(level: float) -> None:
    hum = Hum()
    hum.chunk(level)
    samples = np.concatenate([hum.chunk(level) for _ in range(12)])
    assert half_tones(pitch_of(samples), hum_pitch(level)) < 0.2


def test_the_hum_falls_and_softens_as_the_loss_falls() -> None:
    hum = Hum()
    high = np.concatenate([hum.chunk(0.8) for _ in range(8)])
    low = np.concatenate([hum.chunk(0.2) for _ in range(8)])
    assert pitch_of(low[4 * CHUNK:]) < pitch_of(high[4 * CHUNK:])
    assert np.abs(low[4 * CHUNK:]).max() < np.abs(high[4 * CHUNK:]).max()


def test_the_hum_is_one_unbroken_wave_from_nothing_to_nothing() -> None:
    hum = Hum()
    levels = [0.7, 0.7, 0.2, 0.25, 0.9, None]
    samples = np.concatenate([hum.chunk(level) for level in levels])
    assert abs(samples[0]) < 1e-4
    assert abs(samples[-1]) < 1e-6
    assert np.abs(samples).max() <= tones.LOUDEST
    steepest = 2 * np.pi * 4 * hum_pitch(0.9) / tones.RATE
    assert np.abs(np.diff(samples)).max() < tones.LOUDEST * steepest, "it jumps"
    assert hum.silent


def test_samples_become_sixteen_bits_without_overflow() -> None:
    whole = np.frombuffer(tones.pcm(np.array([-1.0, 0.0, 1.0], np.float32)), "<i2")
    assert whole.tolist() == [-32767, 0, 32767]
