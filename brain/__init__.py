"""The brain of the journey: a small neural network that shows every number it computes. It needs numpy alone."""

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
from .losses import LOSSES, Loss, loss_for
from .network import Layer, Network, Where, parameter_count
from .optimizers import OPTIMIZERS, Adam, Momentum, Nesterov, Optimizer, OptimizerState, RmsProp, Sgd, optimizer
from .trace import Factor, LayerTrace, Term, Trace, product
from .training import Report, Trainer, TrainerState, train

__all__ = [
    "ACTIVATIONS",
    "Activation",
    "Adam",
    "Array",
    "DATASETS",
    "Dataset",
    "Factor",
    "INITIALIZERS",
    "LOSSES",
    "Layer",
    "LayerTrace",
    "Loss",
    "Momentum",
    "Nesterov",
    "Network",
    "Nudge",
    "OPTIMIZERS",
    "Optimizer",
    "OptimizerState",
    "Report",
    "RmsProp",
    "Sgd",
    "Term",
    "Trace",
    "Trainer",
    "TrainerState",
    "Where",
    "activation",
    "check",
    "circle",
    "class_of",
    "loss_for",
    "moons",
    "nudge",
    "numeric_gradient",
    "optimizer",
    "parameter_count",
    "product",
    "score",
    "spiral",
    "students",
    "to_hours",
    "to_inputs",
    "train",
    "two_clouds",
    "xor",
]
