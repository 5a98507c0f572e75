"""The speaker: one layer at a time, never too loud, and silent where there is no device or it goes away."""

from __future__ import annotations

import numpy as np
import pytest

from game.core.notes import Note
from game.sound import Speaker, tones
from game.sound.hum import CHUNK
from tests.sound.fake import FakeChannel, FakeMixer

FRAME = 1 / 60


def opened() -> tuple[Speaker, FakeMixer]:
    mixer = FakeMixer()
    speaker = Speaker(mixer)
    speaker.open()
    return speaker, mixer


def run(speaker: Speaker, mixer: FakeMixer, seconds: float, hum: float | None = None, frame: float = FRAME) -> None:
    """Let time pass, frame by frame."""
    for _ in range(round(seconds / frame)):
        speaker.play((), hum, frame)
        mixer.now += frame


def hum_of(mixer: FakeMixer) -> FakeChannel:
    return mixer.channels[-1]


def busy_voices(mixer: FakeMixer) -> int:
    return sum(channel.get_busy() for channel in mixer.channels[:-1])


def test_before_it_is_opened_it_is_silent() -> None:
    mixer = FakeMixer()
    speaker = Speaker(mixer)
    speaker.play([Note("pluck", 0.5)], 0.5, FRAME)
    speaker.hush(FRAME)
    speaker.close()
    assert not mixer.channels
    assert mixer.opened == 0


def test_a_note_is_played_as_loud_as_it_is_strong() -> None:
    speaker, mixer = opened()
    speaker.play([Note("pluck", 0.3, 0.5)], None, FRAME)
    assert mixer.started == 1
    assert mixer.channels[0].volume == 0.5
    assert np.allclose(mixer.channels[0].starts[0][1].samples, tones.note(Note("pluck", 0.3)), atol=1e-4)


def test_a_new_layer_fades_the_one_before() -> None:
    speaker, mixer = opened()
    speaker.play([Note("pluck", 0.3)], None, FRAME)
    mixer.now += 0.1
    speaker.play([Note("chord")], None, FRAME)
    assert mixer.channels[0].fades == [0.1]
    mixer.now += 0.1
    assert busy_voices(mixer) == 1


def test_the_hum_makes_room_for_a_note_and_comes_back_at_full_volume() -> None:
    speaker, mixer = opened()
    run(speaker, mixer, 1.0, 0.5)
    speaker.play([Note("pluck", 0.3)], None, FRAME)
    run(speaker, mixer, 0.12)
    assert hum_of(mixer).volume == 0.0
    run(speaker, mixer, 0.6)
    assert not hum_of(mixer).get_busy()
    run(speaker, mixer, 0.5, 0.5)
    assert hum_of(mixer).volume == 1.0
    assert hum_of(mixer).get_busy()


def test_a_note_makes_room_for_the_hum() -> None:
    speaker, mixer = opened()
    speaker.play([Note("pluck", 0.3)], None, FRAME)
    run(speaker, mixer, 0.3, 0.5)
    assert busy_voices(mixer) == 0
    assert hum_of(mixer).get_busy()


def test_the_hum_has_no_holes_even_when_frames_are_late() -> None:
    speaker, mixer = opened()
    run(speaker, mixer, 3.0, 0.5, frame=0.15)
    starts = [at for at, _ in hum_of(mixer).starts]
    assert np.allclose(np.diff(starts), CHUNK / tones.RATE)


def test_the_hum_dies_away_softly_when_the_loss_rests() -> None:
    speaker, mixer = opened()
    run(speaker, mixer, 1.0, 0.5)
    run(speaker, mixer, 1.0, None)
    assert not hum_of(mixer).get_busy()
    assert abs(hum_of(mixer).starts[-1][1].samples[-1]) < 1e-3
    before = mixer.started
    run(speaker, mixer, 1.0, None)
    assert mixer.started == before


def test_many_notes_never_clip_and_old_ones_make_room() -> None:
    speaker, mixer = opened()
    rng = np.random.default_rng(0)
    for _ in range(300):
        speaker.play([Note("pluck", 1.0)], None, FRAME)
        assert busy_voices(mixer) <= 9
        loudest = sum(c.volume * np.abs(c.starts[-1][1].samples).max() for c in mixer.channels[:-1] if c.get_busy())
        assert loudest < 1.0
        mixer.now += float(rng.uniform(0.02, 0.1))


def test_without_a_device_there_is_one_line_and_silence(capsys: pytest.CaptureFixture[str]) -> None:
    speaker = Speaker(FakeMixer(device=False))
    speaker.open()
    for _ in range(5):
        speaker.play([Note("pluck", 0.5)], 0.5, FRAME)
    assert not speaker.ready
    assert capsys.readouterr().err.splitlines() == [
        "ai-brain: no sound (mixer not initialized); the journey goes on in silence"]


def test_a_device_that_goes_away_leaves_silence_and_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    speaker, mixer = opened()
    run(speaker, mixer, 1.0, 0.5)
    mixer.device = False
    run(speaker, mixer, 1.0, 0.5)
    speaker.play([Note("chord")], None, FRAME)
    speaker.close()
    assert not speaker.ready
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_turned_off_and_on_again_it_looks_for_a_device_once_more() -> None:
    mixer = FakeMixer(device=False)
    speaker = Speaker(mixer)
    for _ in range(2):
        speaker.wake()
        assert speaker._opening is not None
        speaker._opening.join(timeout=20)
    assert not speaker.ready
    mixer.device = True
    speaker.hush(FRAME)
    speaker.wake()
    speaker._opening.join(timeout=20)
    assert speaker.ready


def test_a_pygame_without_a_mixer_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    class Missing:
        def __getattr__(self, name: str) -> None:
            raise NotImplementedError("mixer module not available")

    speaker = Speaker(Missing())
    speaker.open()
    assert not speaker.ready
    assert "mixer module not available" in capsys.readouterr().err


def test_hushed_everything_fades() -> None:
    speaker, mixer = opened()
    run(speaker, mixer, 1.0, 0.5)
    for _ in range(60):
        speaker.hush(FRAME)
        mixer.now += FRAME
    assert not any(channel.get_busy() for channel in mixer.channels)


def test_the_real_mixer_plays_on_a_device_that_nobody_hears() -> None:
    speaker = Speaker()
    speaker.wake()
    speaker.wake()
    assert speaker._opening is not None
    speaker._opening.join(timeout=20)
    try:
        assert speaker.ready
        for _ in range(4):
            speaker.play([Note("pluck", 0.5)], None, FRAME)
        speaker.play((), 0.4, FRAME)
        speaker.play([Note("chord")], None, FRAME)
        speaker.hush(FRAME)
        assert speaker.ready
    finally:
        speaker.close()
