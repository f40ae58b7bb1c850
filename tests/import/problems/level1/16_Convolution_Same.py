import torch
import torch.nn as nn


class Model(nn.Module):
    """A convolution that keeps the length, with one more zero behind than before."""

    def __init__(self, in_channels: int, out_channels: int, kernel_size: int, dilation: int):
        super(Model, self).__init__()
        self.conv = nn.Conv1d(in_channels, out_channels, kernel_size, padding="same", dilation=dilation)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.conv(x)


batch_size = 8
in_channels = 16
out_channels = 24
length = 512
kernel_size = 4
dilation = 3


def get_inputs():
    return [torch.rand(batch_size, in_channels, length)]


def get_init_inputs():
    return [in_channels, out_channels, kernel_size, dilation]
