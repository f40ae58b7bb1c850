import torch
import torch.nn as nn


class Model(nn.Module):
    def __init__(self, inside, outside, bias_shape):
        super().__init__()
        self.linear = nn.Linear(inside, outside, bias=False)
        self.bias = nn.Parameter(torch.randn(bias_shape) * 0.02)

    def forward(self, x):
        x = torch.sigmoid(self.linear(x) + self.bias)
        return torch.sum(x, dim=1, keepdim=True)


batch = 1024
inside = 128
outside = 64


def get_inputs():
    return [torch.randn(batch, inside)]


def get_init_inputs():
    return [inside, outside, (outside,)]
