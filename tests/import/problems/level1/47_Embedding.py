import torch
import torch.nn as nn


class Model(nn.Module):
    """The row of each word."""

    def __init__(self, vocabulary, width):
        super().__init__()
        self.words = nn.Embedding(vocabulary, width, padding_idx=0)

    def forward(self, tokens):
        return self.words(tokens)


vocabulary = 5000
width = 64
batch_size = 32
length = 50


def get_inputs():
    return [torch.randint(0, vocabulary, (batch_size, length))]


def get_init_inputs():
    return [vocabulary, width]
