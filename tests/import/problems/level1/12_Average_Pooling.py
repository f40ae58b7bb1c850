import torch
import torch.nn as nn


class Model(nn.Module):
    """The mean of each window along three axes."""

    def __init__(self, kernel_size: int, padding: int):
        super(Model, self).__init__()
        self.pool = nn.AvgPool3d(kernel_size, padding=padding)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.pool(x)


batch_size = 4
channels = 8
depth = 24
height = 24
width = 32
kernel_size = 3
padding = 1


def get_inputs():
    return [torch.rand(batch_size, channels, depth, height, width)]


def get_init_inputs():
    return [kernel_size, padding]
