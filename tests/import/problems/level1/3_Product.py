import torch
import torch.nn as nn

M = 256
K = 512
N = 384


class Model(nn.Module):
    def forward(self, A, B):
        return torch.matmul(A, B)


def get_inputs():
    return [torch.rand(M, K) * 2 - 1, torch.rand(K, N)]


def get_init_inputs():
    return []
