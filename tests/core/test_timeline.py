"""Story time can be put anywhere, by any path, and is the same there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.easing import linear
from game.core.timeline import Player, Timeline
from game.scenes import SCENES

SECONDS = st.floats(0.05, 3.0)


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    line = Timeline().stop() if draw(st.booleans()) else Timeline()
    for n in range(draw(st.integers(1, 6))):
        line = line.cue(f"c{n}", draw(SECONDS), with_previous=draw(st.booleans()))
        if draw(st.booleans()):
            line = line.pause(draw(SECONDS))
        if draw(st.booleans()):
            line = line.stop()
    return line.stop()


MOVES = st.lists(st.one_of(
    st.tuples(st.just("seek"), st.floats(-1, 12)), st.tuples(st.just("advance"), st.floats(0, 2)),
    st.tuples(st.just("next"), st.none()), st.tuples(st.just("back"), st.none()),
    st.tuples(st.just("play_from"), st.floats(-1, 12))), max_size=12)


def play(player: Player, moves) -> None:
    for name, value in moves:
        getattr(player, name)(*() if value is None else (value,))


@given(line=timelines(), moves=MOVES, goal=st.floats(-1, 12))
def test_any_path_of_moves_gives_the_same_cues(line: Timeline, moves, goal: float) -> None:
    wandered, fresh = Player(line), Player(line)
    play(wandered, moves)
    wandered.seek(goal)
    fresh.seek(goal)
    assert wandered.cues(3.0) == fresh.cues(3.0)


@given(line=timelines(), moves=MOVES)
def test_the_head_never_leaves_the_timeline_and_cues_stay_in_0_to_1(line: Timeline, moves) -> None:
    player = Player(line)
    play(player, moves)
    assert 0.0 <= player.t <= line.length
    assert all(0.0 <= value <= 1.0 for value in player.cues().values.values())


@given(line=timelines(), dt=st.floats(0.004, 0.3))
def test_next_and_advance_stop_at_every_rest_exactly(line: Timeline, dt: float) -> None:
    player, met = Player(line), []
    while True:
        while not player.resting:
            player.advance(dt)
        met.append(player.t)
        if not player.next():
            break
    apart = [r for i, r in enumerate(line.rests) if i == 0 or r > line.rests[i - 1] + 1e-9]
    assert met == apart
    assert player.at_end


@given(line=timelines())
def test_back_walks_the_rests_in_reverse(line: Timeline) -> None:
    player = Player(line)
    player.seek(line.length)
    met = [player.t]
    while player.back():
        met.append(player.t)
    assert met == sorted(set(met), reverse=True)
    assert met[-1] == line.rests[0]


@given(line=timelines())
def test_next_while_moving_jumps_to_the_end_of_the_move(line: Timeline) -> None:
    player = Player(line)
    while not player.resting:
        player.advance(0.1)
    before = player.t
    if player.next():
        player.advance(0.01)
        if not player.resting:
            assert player.next()
            assert player.resting
            assert player.t == min(r for r in line.rests if r > before + 1e-9)


def test_a_paused_head_stands_until_it_is_told_to_go_on() -> None:
    player = Player(Timeline().stop().cue("a", 1.0).stop())
    player.next()
    player.paused = True
    player.advance(0.5)
    assert player.t == 0.0
    player.next()
    player.advance(0.0)
    assert not player.paused


def test_a_head_may_run_to_a_place_on_the_way_to_the_next_rest() -> None:
    player = Player(Timeline().stop().cue("a", 1.0).stop())
    player.play_from(0.2, until=0.6)
    player.advance(5.0)
    assert player.t == 0.6
    assert player.resting
    player.next()
    player.advance(5.0)
    assert player.t == 1.0


def test_a_leap_ends_a_run_at_once() -> None:
    player = Player(Timeline().stop().cue("a", 1.0).stop())
    assert not player.leap()
    player.next()
    player.paused = True
    assert not player.leap()
    player.paused = False
    assert player.leap()
    assert (player.t, player.resting) == (1.0, True)


def test_a_sought_head_holds_and_play_from_runs_on() -> None:
    player = Player(Timeline().stop().cue("a", 1.0).stop())
    player.seek(0.4)
    player.advance(0.3)
    assert player.t == 0.4
    player.play_from(0.4)
    player.advance(5.0)
    assert player.t == 1.0


def test_cues_know_their_rest_and_whether_something_moves() -> None:
    line = Timeline().stop().cue("a", 1.0).stop().cue("b", 1.0, with_previous=False).stop()
    assert [line.at(t).rest for t in (0.0, 0.99, 1.0, 1.5, 2.0)] == [0, 0, 1, 1, 2]
    assert [line.at(t).moving for t in (0.0, 0.5, 1.0, 1.5, 2.0)] == [False, True, False, True, False]


def test_moves_with_the_previous_start_together() -> None:
    line = Timeline().cue("a", 1.0, ease=linear).cue("b", 2.0, ease=linear, with_previous=True)
    cues = line.at(1.0)
    assert (cues.a, cues.b) == (1.0, 0.5)
    assert line.length == 2.0
    assert line.start_of("b") == 0.0


def test_a_name_may_stand_once_only_and_a_move_needs_time() -> None:
    with pytest.raises(ValueError, match="twice"):
        Timeline().cue("a", 1).cue("a", 1)
    for seconds in (0, -1, float("nan")):
        with pytest.raises(ValueError, match="more than 0"):
            Timeline().cue("a", seconds)


def test_an_unknown_cue_names_those_there_are() -> None:
    with pytest.raises(AttributeError, match=r"no cue named 'b'.*\['a'\]"):
        _ = Timeline().cue("a", 1).at(0).b
    with pytest.raises(KeyError, match=r"\['a'\]"):
        Timeline().cue("a", 1).start_of("b")


@pytest.mark.parametrize("scene", SCENES, ids=lambda s: s.id)
def test_a_chapter_rests_at_once_and_at_its_end_and_moves_gently(scene) -> None:
    line = scene.timeline
    assert line.rests[0] == 0.0, "something must be there to touch at once"
    assert line.rests[-1] == pytest.approx(line.length), "nothing lies behind the last rest"
    assert 1 <= len(line.rests) <= 5
    most = {linear: 12.0}
    long = [c.name for c in line.cues if not 0.3 <= c.end - c.start <= most.get(c.ease, 1.5)]
    assert not long, "a move lasts 0.4 to 1 s; only what flows evenly, like data through a network, takes longer"
