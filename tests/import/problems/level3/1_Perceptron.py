import torch
import torch.nn as nn


class Model(nn.Module):
    def __init__(self, wide, middle, narrow):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(wide, middle),
            nn.ReLU(),
            nn.Linear(middle, narrow),
        )

    def forward(self, x):
        """One hidden layer."""
        return self.layers(x)


batch = 32
wide = 200
middle = 150
narrow = 100


def get_inputs():
    return [torch.rand(batch, wide)]


def get_init_inputs():
    return [wide, middle, narrow]
