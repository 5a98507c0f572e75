from my_brain import inputs, weights, bias, sigmoid

def dot(u, v):  # multiply in pairs, then add
    total = 0
    for i in range(len(u)):
        total = total + u[i] * v[i]  #: term
    return total

class Neuron:
    def __init__(self, weights, bias):
        self.weights = weights  #: weights
        self.bias = bias  #: bias
    def forward(self, x):
        z = dot(x, self.weights) + self.bias  #: sum
        return sigmoid(z)  # the spark  #: spark

neuron = Neuron(weights, bias)
answer = neuron.forward(inputs)  #: answer
