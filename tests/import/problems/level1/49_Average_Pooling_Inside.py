import torch
import torch.nn as nn
import torch.nn.functional as F


class Model(nn.Module):
    """Padding does not count."""

    def forward(self, x):
        return F.avg_pool1d(x, 5, stride=4, padding=2, ceil_mode=True, count_include_pad=False)


batch_size = 8
channels = 12
length = 500


def get_inputs():
    return [torch.randn(batch_size, channels, length)]


def get_init_inputs():
    return []
