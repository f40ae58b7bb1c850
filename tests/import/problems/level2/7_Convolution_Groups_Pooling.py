import torch
import torch.nn as nn


class Model(nn.Module):
    """A convolution in groups, then the largest of each window, then flat."""

    def __init__(self, in_channels: int, out_channels: int, kernel_size: int):
        super(Model, self).__init__()
        self.conv = nn.Conv1d(in_channels, out_channels, kernel_size, padding=1, groups=4)
        self.pool = nn.MaxPool1d(2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = torch.tanh(self.conv(x))
        x = self.pool(x)
        return torch.flatten(x, 1)


batch_size = 8
in_channels = 16
out_channels = 24
length = 128
kernel_size = 3


def get_inputs():
    return [torch.rand(batch_size, in_channels, length)]


def get_init_inputs():
    return [in_channels, out_channels, kernel_size]
