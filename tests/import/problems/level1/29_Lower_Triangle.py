import torch
import torch.nn as nn


class Model(nn.Module):
    """What is below the diagonal of each matrix."""

    def __init__(self):
        super(Model, self).__init__()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.tril(x, diagonal=-1)


batch_size = 8
rows = 256
cols = 320


def get_inputs():
    return [torch.rand(batch_size, rows, cols)]


def get_init_inputs():
    return []
