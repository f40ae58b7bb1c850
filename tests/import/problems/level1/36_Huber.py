import torch
import torch.nn as nn


class Model(nn.Module):
    """Squares near, lines far."""

    def __init__(self, delta):
        super().__init__()
        self.loss = nn.HuberLoss(reduction='none', delta=delta)

    def forward(self, predictions, targets):
        return self.loss(predictions, targets)


batch_size = 256
input_shape = (1024,)


def get_inputs():
    return [torch.rand(batch_size, *input_shape), torch.rand(batch_size, *input_shape)]


def get_init_inputs():
    return [0.7]
