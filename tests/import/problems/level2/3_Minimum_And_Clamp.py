import torch
import torch.nn as nn


class Model(nn.Module):
    def __init__(self, rows, cols):
        super().__init__()
        self.linear = nn.Linear(rows, cols)

    def forward(self, x):
        x = self.linear(x)
        x = torch.clamp(x, max=0.0)
        return torch.clamp(x, min=0.0, max=1.0)


batch = 64
rows = 128
cols = 96


def get_inputs():
    return [torch.rand(batch, rows)]


def get_init_inputs():
    return [rows, cols]
