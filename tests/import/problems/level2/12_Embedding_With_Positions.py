import torch
import torch.nn as nn
import torch.nn.functional as F


class Model(nn.Module):
    """Words and where they stand, through one layer."""

    def __init__(self, vocabulary, width, features, length):
        super().__init__()
        self.table = nn.Parameter(torch.randn(vocabulary, width))
        self.positions = nn.Parameter(torch.zeros(length, width))
        self.layer = nn.Linear(width, features)

    def forward(self, tokens):
        return self.layer(F.embedding(tokens, self.table) * 2.0 + self.positions)


vocabulary = 300
width = 48
features = 40
batch_size = 16
length = 40


def get_inputs():
    return [torch.randint(vocabulary, size=(batch_size, length), dtype=torch.long)]


def get_init_inputs():
    return [vocabulary, width, features, length]
