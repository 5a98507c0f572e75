import numpy as np
from my_brain import sums

def sigmoid(z):  # a smooth S, from 0 to 1
    return 1 / (1 + np.exp(-z))  #: sigmoid

def tanh(z):  # the same S, from -1 to 1
    return np.tanh(z)  #: tanh

def relu(z):  # silent below 0, no limit above
    return np.maximum(0, z)  #: relu

def leaky_relu(z):  # below 0, a hundredth passes
    return np.maximum(0.01 * z, z)  #: leaky_relu

for z in sums:  #: sum
    for spark in (sigmoid, tanh, relu, leaky_relu):
        a = spark(z)
