import numpy as np
from my_brain import sums

def sigmoid(z):
    # A smooth S: every sum lands between 0 and 1.
    return 1 / (1 + np.exp(-z))  #: sigmoid

def tanh(z):
    # The same S, centred: from -1 to 1.
    return np.tanh(z)  #: tanh

def relu(z):
    # Keep what is above zero, silence the rest.
    # Upwards there is no limit. A slope of 1 eases
    # the vanishing gradient; it does not abolish it.
    return np.maximum(0, z)  #: relu

def leaky_relu(z):
    # Below zero, a hundredth still gets through.
    return np.maximum(0.01 * z, z)  #: leaky_relu

for z in sums:  #: sum
    s = sigmoid(z)  #: sigmoid
    t = tanh(z)  #: tanh
    r = relu(z)  #: relu
    q = leaky_relu(z)  #: leaky_relu
