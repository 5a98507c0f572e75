"""The brain of the journey: a small neural network that shows every number it computes.

It needs numpy alone."""

from .activations import ACTIVATIONS, Activation, activation
from .checks import Array
from .data import (
    DATASETS,
    Dataset,
    circle,
    class_of,
    moons,
    score,
    spiral,
    students,
    to_hours,
    to_inputs,
    two_clouds,
    xor,
)
from .gradcheck import Nudge, check, nudge, numeric_gradient
from .initializers import INITIALIZERS
from .landscape import (
    Extent,
    Plane,
    extent_of,
    loss_map,
    loss_map_rows,
    plane_of_path,
    plane_of_random,
    plane_of_weights,
)
from .losses import LOSSES, Loss, loss_for
from .many import forward_many
from .network import Layer, Network, Where, parameter_count
from .optimizers import (
    OPTIMIZERS,
    Adam,
    Momentum,
    Nesterov,
    Optimizer,
    OptimizerState,
    RmsProp,
    Sgd,
    optimizer,
)
from .recording import Recording, Written
from .surgery import add_layer, add_neuron, remove_layer, remove_neuron, with_hidden
from .trace import Factor, LayerTrace, Term, Trace, product
from .training import Report, Trainer, TrainerState, train

__all__ = [
    "ACTIVATIONS",
    "DATASETS",
    "INITIALIZERS",
    "LOSSES",
    "OPTIMIZERS",
    "Activation",
    "Adam",
    "Array",
    "Dataset",
    "Extent",
    "Factor",
    "Layer",
    "LayerTrace",
    "Loss",
    "Momentum",
    "Nesterov",
    "Network",
    "Nudge",
    "Optimizer",
    "OptimizerState",
    "Plane",
    "Recording",
    "Report",
    "RmsProp",
    "Sgd",
    "Term",
    "Trace",
    "Trainer",
    "TrainerState",
    "Where",
    "Written",
    "activation",
    "add_layer",
    "add_neuron",
    "check",
    "circle",
    "class_of",
    "extent_of",
    "forward_many",
    "loss_for",
    "loss_map",
    "loss_map_rows",
    "moons",
    "nudge",
    "numeric_gradient",
    "optimizer",
    "parameter_count",
    "plane_of_path",
    "plane_of_random",
    "plane_of_weights",
    "product",
    "remove_layer",
    "remove_neuron",
    "score",
    "spiral",
    "students",
    "to_hours",
    "to_inputs",
    "train",
    "two_clouds",
    "with_hidden",
    "xor",
]
