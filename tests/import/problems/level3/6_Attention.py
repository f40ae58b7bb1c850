import torch
import torch.nn as nn


class Model(nn.Module):
    def __init__(self):
        super(Model, self).__init__()

    def forward(self, q, k, v):
        return torch.nn.functional.scaled_dot_product_attention(q, k, v)


batch = 8
heads = 12
length = 256
width = 64


def get_inputs():
    q = torch.rand(batch, heads, length, width)
    k = torch.rand(batch, heads, length, width)
    v = torch.rand(batch, heads, length, width)
    return [q, k, v]


def get_init_inputs():
    return []
