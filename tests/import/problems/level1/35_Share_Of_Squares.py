import torch
import torch.nn as nn


class Model(nn.Module):
    """What each error has of the sum of squares."""

    def __init__(self):
        super().__init__()
        self.each = nn.MSELoss(reduction='none')
        self.total = nn.MSELoss(reduction='sum')

    def forward(self, predictions, targets):
        return self.each(predictions, targets) / self.total(predictions, targets)


batch_size = 256
input_shape = (1024,)


def get_inputs():
    return [torch.rand(batch_size, *input_shape), torch.rand(batch_size, *input_shape)]


def get_init_inputs():
    return []
