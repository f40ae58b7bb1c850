import torch
import torch.nn as nn


class Model(nn.Module):
    """Each channel by the batch and its volume."""

    def __init__(self, channels):
        super().__init__()
        self.norm = nn.BatchNorm3d(channels, eps=0.01, momentum=0.2)

    def forward(self, x):
        return torch.relu(self.norm(x))


batch_size = 4
channels = 8
depth = 6
height = 16
width = 20


def get_inputs():
    return [torch.randn(batch_size, channels, depth, height, width)]


def get_init_inputs():
    return [channels]
