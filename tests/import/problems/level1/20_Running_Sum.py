import torch
import torch.nn as nn


class Model(nn.Module):
    """The sum of each element and all before it."""

    def __init__(self, dim):
        super(Model, self).__init__()
        self.dim = dim

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.cumsum(x, dim=self.dim)


batch_size = 16
length = 256
channels = 96
dim = 1


def get_inputs():
    return [torch.rand(batch_size, length, channels)]


def get_init_inputs():
    return [dim]
