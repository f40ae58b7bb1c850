import torch
import torch.nn as nn


class Model(nn.Module):
    def __init__(self, rows, cols):
        super().__init__()
        self.linear = nn.Linear(rows, cols)
        self.dropout = nn.Dropout(0.2)

    def forward(self, x):
        return self.dropout(self.linear(x))


batch = 64
rows = 128
cols = 96


def get_inputs():
    return [torch.randn(batch, rows)]


def get_init_inputs():
    return [rows, cols]
