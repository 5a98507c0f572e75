from my_brain import inputs, weights, bias, sigmoid

def dot(u, v):
    # Multiply in pairs, then add everything up.
    total = 0
    for i in range(len(u)):
        total = total + u[i] * v[i]  #: term
    return total

class Neuron:
    def __init__(self, weights, bias):
        self.weights = weights  #: weights
        self.bias = bias  #: bias

    def forward(self, x):
        # Every input times its weight, plus the bias
        z = dot(x, self.weights) + self.bias  #: sum
        # The spark decides what leaves the neuron
        return sigmoid(z)  #: spark

neuron = Neuron(weights, bias)
answer = neuron.forward(inputs)  #: answer
