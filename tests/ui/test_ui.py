"""Controls feel like controls: they belong to who pressed them, and forgive a change of mind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.core.geometry import Rect
from game.core.inputs import Input, Pointer
from game.core.layout import TARGET, landscape
from game.core.words import Words
from game.ui import Ui
from game.ui.ui import TAP_SLOP

LAYOUT = landscape()
A, B = Rect(100, 100, 200, 100), Rect(400, 100, 200, 100)
IN_A, IN_B, OUT = (150.0, 150.0), (450.0, 150.0), (900.0, 900.0)


class Table:
    """A Ui with fingers on it; ``controls`` is called each frame with the Ui."""

    def __init__(self, controls) -> None:
        self.ui = Ui(Words({}))
        self.controls = controls
        self.fingers: dict[int, Pointer] = {}

    def frame(self, *actions: str, fine: bool = False, hover=None):
        self.ui.begin(Input(tuple(self.fingers.values()), hover, actions, fine=fine), LAYOUT)
        result = self.controls(self.ui)
        self.ui.end()
        self.fingers = {i: replace(p, pressed=False) for i, p in self.fingers.items() if p.down}
        return result

    def down(self, at, finger: int = 1):
        self.fingers[finger] = Pointer(finger, at, at, pressed=True)
        return self.frame()

    def move(self, at, finger: int = 1):
        self.fingers[finger] = replace(self.fingers[finger], pos=at)
        return self.frame()

    def up(self, finger: int = 1, *, cancelled: bool = False):
        p = self.fingers[finger]
        self.fingers[finger] = replace(p, down=False, released=not cancelled, cancelled=cancelled)
        return self.frame()


def two_buttons(ui: Ui) -> tuple[bool, bool]:
    return ui.button("a", A), ui.button("b", B)


@pytest.fixture
def buttons() -> Table:
    return Table(two_buttons)


# -- press, slide, release ---------------------------------------------------------------------------


def test_released_inside_it_is_clicked_once(buttons: Table) -> None:
    assert buttons.down(IN_A) == (False, False)
    assert buttons.frame() == (False, False)
    assert buttons.up() == (True, False)
    assert buttons.frame() == (False, False)


def test_pressed_and_released_within_one_frame_is_a_click(buttons: Table) -> None:
    buttons.fingers[1] = Pointer(1, IN_A, IN_A, down=False, pressed=True, released=True)
    assert buttons.frame() == (True, False)


def test_a_pointer_that_presses_anew_lets_go_of_what_it_held(buttons: Table) -> None:
    buttons.down(IN_A)
    assert buttons.down(IN_B) == (False, False)
    assert buttons.up() == (False, True)


def test_slid_off_and_released_nothing_happened(buttons: Table) -> None:
    buttons.down(IN_A)
    buttons.move(OUT)
    assert buttons.up() == (False, False)


def test_slid_off_and_back_is_a_click(buttons: Table) -> None:
    buttons.down(IN_A)
    buttons.move(OUT)
    buttons.move(IN_A)
    assert buttons.up() == (True, False)


def test_slid_onto_another_button_is_no_click_of_either(buttons: Table) -> None:
    buttons.down(IN_A)
    buttons.move(IN_B)
    assert buttons.up() == (False, False)


def test_pressed_elsewhere_and_slid_on_is_no_click(buttons: Table) -> None:
    buttons.down(OUT)
    buttons.move(IN_A)
    assert buttons.up() == (False, False)


def test_a_cancelled_press_is_no_click_and_leaves_nothing_held(buttons: Table) -> None:
    buttons.down(IN_A)
    assert buttons.up(cancelled=True) == (False, False)
    assert not buttons.ui.holds("a")


def test_a_press_is_felt_in_the_same_frame() -> None:
    table = Table(lambda ui: ui.touch("a", A))
    touch = table.down(IN_A)
    assert (touch.pressed, touch.held) == (True, True)
    assert not table.move(OUT).pressed


def test_of_two_that_lie_over_each_other_the_first_called_is_pressed() -> None:
    table = Table(lambda ui: (ui.button("over", A), ui.button("under", A)))
    table.down(IN_A)
    assert table.up() == (True, False)


def test_a_control_that_cannot_be_focused_is_held_and_clicked_all_the_same() -> None:
    table = Table(lambda ui: ui.touch("a", A, focusable=False))
    table.down(IN_A)
    assert table.move(IN_A).held
    assert table.up().clicked


def test_hover_is_where_the_mouse_is(buttons: Table) -> None:
    buttons.frame(hover=IN_B)
    assert [mark.hover for mark in buttons.ui.marks] == [False, True]


# -- several pointers --------------------------------------------------------------------------------


def test_a_control_belongs_to_the_pointer_that_pressed_it(buttons: Table) -> None:
    buttons.down(IN_A, finger=1)
    buttons.down(OUT, finger=2)
    buttons.move(IN_A, finger=2)
    assert buttons.up(finger=2) == (False, False)
    assert buttons.up(finger=1) == (True, False)


class Sliders:
    def __init__(self) -> None:
        self.values = [0.5, 0.5]

    def __call__(self, ui: Ui) -> list[float]:
        self.values = [ui.slider(f"s{i}", Rect(100, 100 + 300 * i, 660, 120), v, 0.0, 1.0)
                       for i, v in enumerate(self.values)]
        return self.values


def test_two_fingers_move_two_sliders_at_once() -> None:
    table = Table(Sliders())
    table.down((430, 180), finger=1)
    table.down((430, 480), finger=2)
    table.move((130, 180), finger=1)
    assert table.move((730, 480), finger=2) == [0.0, 1.0]
    table.up(finger=1)
    assert table.move((430, 480), finger=2) == [0.0, 0.5]


def test_a_slider_follows_far_beyond_its_ends_and_stays_in_range() -> None:
    table = Table(Sliders())
    table.down((430, 180))
    assert table.move((5000, -900))[0] == 1.0
    assert table.move((-5000, 900))[0] == 0.0


def test_free_pointers_are_those_no_control_holds(buttons: Table) -> None:
    buttons.down(IN_A, finger=1)
    buttons.down(OUT, finger=2)
    assert [p.id for p in buttons.ui.free_pointers()] == [2]


def test_a_control_that_vanishes_is_let_go() -> None:
    offered = [True]
    table = Table(lambda ui: ui.button("a", A) if offered[0] else False)
    table.down(IN_A)
    offered[0] = False
    table.frame()
    assert not table.ui.holds("a")
    offered[0] = True
    assert table.up() is False


def test_release_all_lets_go(buttons: Table) -> None:
    buttons.down(IN_A)
    buttons.ui.release_all()
    assert buttons.up() == (False, False)


# -- keys ----------------------------------------------------------------------------------------------


def test_tab_order_is_the_order_of_calls_and_goes_round(buttons: Table) -> None:
    order = []
    for _ in range(3):
        buttons.frame("focus_next")
        order.append(buttons.ui.focus)
    assert order == ["a", "b", "a"]
    buttons.frame("focus_prev")
    assert buttons.ui.focus == "b"


def test_shift_tab_from_nothing_starts_at_the_end(buttons: Table) -> None:
    buttons.frame("focus_prev")
    assert buttons.ui.focus == "b"


def test_enter_clicks_what_has_the_focus_and_is_used_up(buttons: Table) -> None:
    buttons.frame("focus_next")
    assert buttons.frame("activate") == (True, False)
    assert not buttons.ui.take("activate")


def test_enter_without_focus_is_left_for_others(buttons: Table) -> None:
    buttons.ui.begin(Input(actions=("activate",)), LAYOUT)
    assert two_buttons(buttons.ui) == (False, False)
    assert buttons.ui.take("activate")


def test_a_touch_takes_the_focus_away(buttons: Table) -> None:
    buttons.frame("focus_next")
    buttons.down(OUT)
    assert buttons.ui.focus is None


def test_the_focus_leaves_a_control_that_vanishes() -> None:
    offered = [True]
    table = Table(lambda ui: ui.button("a", A) if offered[0] else False)
    table.frame("focus_next")
    offered[0] = False
    table.frame()
    assert table.ui.focus is None


def test_arrows_turn_the_focused_slider_and_only_it() -> None:
    table = Table(Sliders())
    assert table.frame("right") == [0.5, 0.5]
    table.frame("focus_next")
    assert table.frame("right") == pytest.approx([0.55, 0.5])
    assert table.frame("left", "left") == pytest.approx([0.45, 0.5])
    assert table.frame("up", fine=True) == pytest.approx([0.46, 0.5])


class Knob:
    value = 0.0

    def __call__(self, ui: Ui) -> float:
        self.value = ui.knob("k", (500, 500), self.value, -1.0, 1.0, step=0.1, per_unit=90)
        return self.value


def test_arrows_turn_the_focused_knob_within_its_range() -> None:
    table = Table(Knob())
    table.frame("focus_next")
    assert table.frame("up") == pytest.approx(0.1)
    assert table.frame("left", "down") == pytest.approx(-0.1)
    for _ in range(30):
        table.frame("right")
    assert table.frame() == 1.0


@pytest.mark.parametrize("make", [Knob, lambda: lambda ui: ui.slider("s", Rect(100, 100, 400, 150), 0.5, 0.0, 1.0),
                                  lambda: lambda ui: ui.handle("h", (400, 400), Rect(0, 0, 800, 800))])
def test_enter_and_space_pass_by_what_can_only_be_turned(make) -> None:
    table = Table(make())
    table.frame("focus_next")
    focus, before = table.ui.focus, table.frame()
    assert table.frame("activate") == before
    assert table.ui.take("activate")
    assert table.ui.focus == focus


def test_a_knob_is_dragged_up_for_more_from_where_it_was() -> None:
    table = Table(Knob())
    table.down((500, 500))
    assert table.move((500, 455)) == pytest.approx(0.5)
    assert table.move((500, 545)) == pytest.approx(-0.5)
    assert table.up() == pytest.approx(-0.5)


def test_a_tap_on_the_upper_or_lower_half_of_a_knob_is_a_step() -> None:
    table = Table(Knob())
    table.down((500, 480))
    assert table.up() == pytest.approx(0.1)
    table.down((500, 520))
    assert table.up() == pytest.approx(0.0)


def test_a_small_tremble_is_still_a_tap() -> None:
    table = Table(Knob())
    table.down((500, 480))
    table.move((500, 480 - TAP_SLOP / 2))
    assert table.up() == pytest.approx(0.1)


class Handle:
    def __init__(self, field: Rect | None = None) -> None:
        self.at, self.bounds, self.field = (500.0, 500.0), Rect(400, 400, 200, 200), field

    def __call__(self, ui: Ui):
        self.at = ui.handle("h", self.at, self.bounds, field=self.field)
        return self.at


def test_a_handle_keeps_its_distance_to_the_finger_and_stays_in_bounds() -> None:
    table = Table(Handle())
    table.down((520, 510))
    assert table.move((540, 510)) == pytest.approx((520, 500))
    assert table.move((5000, 5000)) == (600, 600)


def test_a_handle_with_a_field_comes_to_the_finger() -> None:
    table = Table(Handle(Rect(400, 400, 200, 200)))
    assert table.down((410, 590)) == (410, 590)


def test_arrows_move_a_focused_handle_up_is_up() -> None:
    table = Table(Handle())
    table.frame("focus_next")
    assert table.frame("right", "up") == pytest.approx((520, 480))


def test_a_choice_gives_the_tapped_key() -> None:
    chosen = ["x"]

    def controls(ui: Ui) -> str:
        chosen[0] = ui.choice("c", Rect(0, 0, 420, 88), [("x", "X"), ("y", "Y")], chosen[0])
        return chosen[0]

    table = Table(controls)
    table.down((400, 40))
    assert table.up() == "y"
    assert table.frame() == "y"
    assert [mark.selected for mark in table.ui.marks] == [False, True]


# -- off, and blocked ------------------------------------------------------------------------------------


def test_a_disabled_button_is_shown_but_felt_by_nobody() -> None:
    table = Table(lambda ui: ui.button("a", A, enabled=False))
    table.down(IN_A)
    assert table.up() is False
    table.frame("focus_next")
    assert table.ui.focus is None
    assert len(table.ui.marks) == 1
    assert table.ui.hits == []


def test_a_disabled_slider_keeps_its_value() -> None:
    table = Table(lambda ui: ui.slider("s", Rect(0, 0, 600, 120), 0.3, 0, 1, enabled=False))
    assert table.down((500, 80)) == pytest.approx(0.3)


def test_behind_a_dialog_nothing_is_felt() -> None:
    def controls(ui: Ui):
        ui.blocked = True
        return ui.button("a", A), ui.take("next"), ui.free_pointers()

    table = Table(controls)
    table.down(IN_A)
    assert table.up() == (False, False, [])
    assert table.frame("next") == (False, False, [])


# -- targets -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [
    lambda ui: ui.button("c", Rect(500, 500, 20, 20)), lambda ui: ui.knob("c", (500, 500), 0, 0, 1, radius=10),
    lambda ui: ui.handle("c", (500, 500), Rect(0, 0, 900, 900), radius=5),
    lambda ui: ui.slider("c", Rect(300, 300, 400, 60), 0, 0, 1)])
def test_even_a_small_control_has_a_big_target(make) -> None:
    table = Table(make)
    table.frame()
    rect = table.ui.hits[0].rect
    assert min(rect.w, rect.h) >= TARGET


def test_what_fades_says_how_far_it_has_come_and_can_be_touched() -> None:
    def fading(ui: Ui) -> tuple[bool, bool]:
        with ui.fade(0.5), ui.fade(0.5):
            first = ui.button("a", A)
        return first, ui.button("b", B)

    table = Table(fading)
    table.down(IN_A)
    assert table.up() == (True, False)
    assert [(mark.id, mark.level) for mark in table.ui.marks] == [("a", 0.25), ("b", 1.0)]
