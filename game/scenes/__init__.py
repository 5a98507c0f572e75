"""The chapters in order. To add one: a file here, a line in SCENES, its words in each language."""

from game.scene import Scene
from game.scenes.architecture import ArchitectureScene
from game.scenes.backprop import BackpropScene
from game.scenes.demo import DemoScene
from game.scenes.forward import ForwardScene
from game.scenes.intro import IntroScene
from game.scenes.loss import LossScene
from game.scenes.math import MathScene
from game.scenes.neuron import NeuronScene
from game.scenes.spark import SparkScene
from game.scenes.training import TrainingScene

SCENES: tuple[type[Scene], ...] = (
    IntroScene,
    NeuronScene,
    SparkScene,
    ArchitectureScene,
    ForwardScene,
    LossScene,
    BackpropScene,
    TrainingScene,
    DemoScene,
    MathScene,
)
