import torch
import torch.nn as nn


class Model(nn.Module):
    """A tensor of four axes times a matrix."""

    def __init__(self):
        super().__init__()

    def forward(self, x, w):
        return torch.einsum("bijl,lk->bijk", x, w)


b = 4
i = 16
j = 24
l = 32
k = 20


def get_inputs():
    return [torch.rand(b, i, j, l), torch.rand(l, k)]


def get_init_inputs():
    return []
