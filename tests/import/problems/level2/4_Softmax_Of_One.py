import torch
import torch.nn as nn


class Model(nn.Module):
    def __init__(self, rows, one):
        super().__init__()
        self.linear = nn.Linear(rows, one)

    def forward(self, x):
        return torch.softmax(self.linear(x), dim=1)


batch = 64
rows = 128
one = 1


def get_inputs():
    return [torch.randn(batch, rows)]


def get_init_inputs():
    return [rows, one]
