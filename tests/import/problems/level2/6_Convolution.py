import torch
import torch.nn as nn


class Model(nn.Module):
    def __init__(self, inside, outside, kernel):
        super().__init__()
        self.conv = nn.Conv2d(inside, outside, kernel)

    def forward(self, x):
        return torch.relu(self.conv(x))


batch, inside, outside = 4, 3, 16


def get_inputs():
    return [torch.rand(8, 3, 64, 64)]


def get_init_inputs():
    return [3, 16, 3]
