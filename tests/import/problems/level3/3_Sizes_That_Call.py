import torch
import torch.nn as nn


class Model(nn.Module):
    def forward(self, x):
        return torch.tanh(x)


rows = __import__("os").cpu_count() * 64


def get_inputs():
    return [torch.randn(rows, 64)]


def get_init_inputs():
    return []
