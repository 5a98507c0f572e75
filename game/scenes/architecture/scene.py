"""Chapter 3: neurons stand in layers, and later ones see shapes made of the earlier ones' lines."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from brain import Array, Network
from game.core.easing import parting, smooth, window
from game.core.facts import Fact
from game.core.geometry import Rect
from game.core.layout import Layout
from game.core.notes import SILENT, Heard
from game.core.timeline import Cues, Timeline
from game.core.words import Words
from game.draw.canvas import Canvas
from game.draw.network import Cast, Comet, Node, NodeKey, blend, faces_of, links_of, nodes_of, shift_output
from game.draw.particles import comet_size, flow
from game.journey import Journey
from game.scene import Scene
from game.scenes.architecture.border import Border, border_of
from game.scenes.architecture.build import touch_layers, touch_sizes
from game.scenes.architecture.card import Portrait, draw_kinds, draw_neuron
from game.scenes.architecture.count import count_facts, draw_count
from game.scenes.architecture.facts import told_facts
from game.scenes.architecture.places import Places, places_of
from game.scenes.architecture.pull import touch_pulls
from game.scenes.parts import Views, face_keys, least_of, name_inputs, pluck, tap_area
from game.ui import Ui

GROW_SECONDS = 0.45
GOAL = 0.4
"""The challenge: bend a border by this share of the plane's side."""
MOST_COMETS = 12
"""Of each layer's signals only the strongest are shown on their way."""


class ArchitectureScene(Scene):
    """The visitor's network in layers; it can grow and shrink; each neuron shows the plane as it sees it."""

    id = "architecture"
    pins = False
    timeline = Timeline().stop().cue("faces", 0.9).stop().cue("shapes", 0.9).stop()

    def __init__(self, journey: Journey) -> None:
        super().__init__(journey)
        self.picked: NodeKey | None = None
        self.struck: tuple[NodeKey, int] | None = None
        """The neuron that was tapped or added last, and how many changes the network had been through by then."""
        self._views, self._old_views = Views(), Views()
        self._old: Network | None = None
        self._grown = GROW_SECONDS
        self._border: tuple[object, Border] = (None, Border([], 0.0))
        self._by_hand = False
        """Whether the visitor has built or pulled anything here."""

    def step(self, dt: float) -> None:
        self._grown = min(GROW_SECONDS, self._grown + self.glide(dt))

    # -- what is shown --------------------------------------------------------------------------------

    def shown(self, cues: Cues) -> NodeKey:
        """The neuron in the card: the tapped one, else the visitor's first, and in the end the output."""
        sizes = self.journey.network.sizes
        if self.picked and self.picked[0] < len(sizes) and self.picked[1] < sizes[self.picked[0]]:
            return self.picked
        return (1, 0) if cues.shapes < 0.5 else (len(sizes) - 1, 0)

    def border(self, key: NodeKey) -> Border:
        """The border of a neuron; remembered until the network changes."""
        network = self.journey.network
        self._views.of(network)
        now = (self._views.key, key)
        if self._border[0] != now:
            self._border = (now, border_of(network, self._views, key))
        return self._border[1]

    def challenge(self) -> float | None:
        """How far the border in the card is bent, of what is to be; the last bit is for a hand of the visitor's own."""
        if not self.player.at_end:
            return None
        done = min(1.0, self.border(self.shown(self.player.cues())).bend / GOAL)
        return done if self._by_hand else min(done, 0.95)

    def challenge_values(self) -> dict[str, Any]:
        return {"percent": round(100 * GOAL)}

    def heard(self) -> Heard:
        """The neuron that was tapped or added last."""
        network, (layer, i) = self.journey.network, self.struck[0] if self.struck else (0, 0)
        if layer >= len(network.sizes) or i >= network.sizes[layer]:
            return SILENT
        a = network.activations([self.journey.x])[layer][0, i] if layer else self.journey.x[i]
        return Heard(hand=pluck(network, layer, float(a)), of=self.struck)

    # -- touch ----------------------------------------------------------------------------------------

    def ui(self, ui: Ui, cues: Cues) -> None:
        place = places_of(ui.layout, self.journey.network.sizes)
        touch_sizes(self, ui, place)
        touch_layers(self, ui, place)
        place = places_of(ui.layout, self.journey.network.sizes)  # it may have grown or shrunk just now
        if cues.faces > 0.5:
            self._touch_neurons(ui, place, self.shown(cues))
        if cues.shapes > 0.5 and self._grown >= GROW_SECONDS:
            with ui.fade(parting(cues.shapes)):
                self._touch_pulls(ui, place, self.shown(cues))

    def _touch_neurons(self, ui: Ui, place: Places, shown: NodeKey) -> None:
        for key, spot in place.nodes.items():
            name = f"architecture.neuron{key[0]}.{key[1]}"
            touch = ui.touch(name, tap_area(spot, place.pitch[key[0]], upright=place.portrait))
            ui.mark("spot", name, Rect.around(spot[0], 2 * spot[1]), touch, look="round",
                    selected=key == shown and self._grown >= GROW_SECONDS)
            if touch.clicked:  # the first tap shows what it sees, another one opens its sum
                self.wish = f"tell:neuron.{key[0]}.{key[1]}" if key == self.picked else "tell:"
                self.picked = key
                self.struck = (key, self.edits)

    def _touch_pulls(self, ui: Ui, place: Places, shown: NodeKey) -> None:
        if shown[0] and touch_pulls(self, ui, place, *shown):
            self._by_hand = True

    @property
    def edits(self) -> int:
        """How often the network has been changed here."""
        return int(self.journey.notes.get("architecture.edits", 0))

    def reshape(self, network: Network) -> None:
        """Let the network that was flow into another."""
        self._old, self._grown, self._by_hand = self.journey.network, 0.0, True
        self.journey.reshape(network)

    # -- picture --------------------------------------------------------------------------------------

    def cast(self, canvas: Canvas, cues: Cues) -> Cast:
        new = self._cast_of(canvas, cues, self.journey.network, self._views)
        if self._grown >= GROW_SECONDS or self._old is None:
            return new
        old = self._cast_of(canvas, cues, self._old, self._old_views)
        old = shift_output(old, len(self._old.sizes) - 1, len(self.journey.network.sizes) - 1)
        return blend(old, replace(new, area=None), smooth(self._grown / GROW_SECONDS))

    def _cast_of(self, canvas: Canvas, cues: Cues, network: Network, views: Views) -> Cast:
        """What stands still is worked out once for a network, a student and a moment of the story."""
        name = "architecture" if network is self.journey.network else "architecture.old"
        views.of(network)
        key = (views.key, self.journey.x, canvas.view, canvas.theme.name, cues.faces)
        signals, cast = canvas.cache.memo(("cast", name), key, lambda: self._bare(canvas, cues, network, views, name))
        return replace(cast, comets=self._comets(network, signals, cues))

    def _bare(self, canvas: Canvas, cues: Cues, network: Network, views: Views, name: str) -> tuple[list[Array], Cast]:
        """The signals of the present student, and the cast without its comets."""
        place = places_of(canvas.layout, network.sizes)
        signals = [layer[0] for layer in network.activations([self.journey.x])]
        links = links_of([layer.weights for layer in network.layers])
        faces = {} if cues.faces <= 0.0 else faces_of(
            canvas, name, place.nodes, views.of(network), least_of(network), face_keys(network), inputs=True)
        nodes = nodes_of(place.nodes, signals, faces if cues.faces >= 1.0 else None)
        if faces:
            rim = "touch" if cues.faces > 0.5 else None
            nodes = {key: Node(node.pos, node.r, node.level, node.text, face=faces[key], face_level=cues.faces,
                               rim=rim, halo_level=0.25 * node.level) for key, node in nodes.items()}
        return signals, Cast(nodes, links, (), canvas.layout.portrait, place.net)

    def _comets(self, network: Network, signals: list[Array], cues: Cues) -> tuple[Comet, ...]:
        """Signals of the present student trickle through, one layer after another."""
        comets: list[Comet] = []
        for k, layer in enumerate(network.layers):
            s = flow(cues.now, -k / len(network.layers), 1.9 * len(network.layers), 1.15 / len(network.layers))
            if s is None:
                continue
            signal = signals[k][:, None] * layer.weights
            order = abs(signal).ravel().argsort()[::-1][:MOST_COMETS if cues.faces < 1.0 else MOST_COMETS // 2]
            for i, j in (divmod(int(n), signal.shape[1]) for n in order):
                colour = "positive" if signal[i, j] >= 0 else "negative"
                comets.append(Comet((k, i, j), s, comet_size(signal[i, j]), colour))
        return tuple(comets)

    def draw(self, canvas: Canvas, cues: Cues) -> None:
        place = places_of(canvas.layout, self.journey.network.sizes)
        self._draw_names(canvas, place)
        canvas.layer("architecture.count", place.sizes, place.count, lambda: draw_count(canvas, place))
        self._draw_card(canvas, place.card, cues)

    def _draw_card(self, canvas: Canvas, card: Rect, cues: Cues) -> None:
        """What layers are for; then what one neuron sees; then what that is made of: one goes before the next comes."""
        if 0.0 < cues.faces < 1.0 or 0.0 < cues.shapes < 1.0:
            canvas.box(card)
        with canvas.fade(1.0 - window(cues.faces, 0.0, 0.5)):
            canvas.layer("architecture.kinds", "kinds", card, lambda: draw_kinds(canvas, card))
        key = self.shown(cues)
        for sourced, alpha in ((False, window(cues.faces, 0.5, 1.0) * (1.0 - window(cues.shapes, 0.0, 0.5))),
                               (True, window(cues.shapes, 0.5, 1.0))):
            if alpha > 0.0:
                shown = Portrait(self.journey.network, self._views, key, self.border(key), sourced)
                with canvas.fade(alpha):
                    draw_neuron(canvas, card, shown)

    def _draw_names(self, canvas: Canvas, place: Places) -> None:
        last = len(place.sizes) - 1
        for layer in range(last + 1):
            at, anchor = place.name(layer)
            kind = "input" if layer == 0 else "output" if layer == last else "hidden"
            room = 128.0 if place.portrait else place.net.w / (last + 1)
            text = canvas.words(f"architecture.{kind}.short", number=layer)
            canvas.text(at, text, "strong", "soft", anchor, room=room)
        name_inputs(canvas, place.nodes, self.journey.student, beside=place.portrait)
        s = place.stepper
        text = canvas.words("architecture.layers" if last > 2 else "architecture.layer", count=last - 1)
        canvas.text(s.center, text, "strong", anchor="cm", room=s.w - 2 * s.h - 20)

    def facts(self, words: Words, layout: Layout, cues: Cues) -> list[Fact]:
        """The counts and the hours can be opened, and what a neuron's picture is made of."""
        place = places_of(layout, self.journey.network.sizes)
        return [*count_facts(words, place), *told_facts(self, words, place, cues)]
