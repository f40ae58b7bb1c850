import torch
from torch import nn

shape = (96, 128)


class Model(nn.Module):
    def __init__(self, dim: int):
        super(Model, self).__init__()
        self.dim = dim

    def forward(self, x):
        return x.mean(dim=self.dim)


batch_size = 32


def get_inputs():
    return [torch.randn(batch_size, *shape)]


def get_init_inputs():
    return [1]
