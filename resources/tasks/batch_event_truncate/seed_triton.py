import torch
import triton
import triton.language as tl


@triton.jit
def copy_kernel(source, target, begins, counts, places, users, source_row, target_row, BLOCK: tl.constexpr):
    feature = tl.program_id(0).to(tl.int64)
    user = feature * users + tl.program_id(1)
    begin = tl.load(begins + user)
    count = tl.load(counts + user)
    place = tl.load(places + user)
    for first in range(0, count, BLOCK):
        at = first + tl.arange(0, BLOCK)
        inside = at < count
        some = tl.load(source + feature * source_row + begin + at, mask=inside)
        tl.store(target + feature * target_row + place + at, some, mask=inside)


def starts(counts):
    return counts.cumsum(1) - counts


def copy(source, target, begins, counts):
    features, users = counts.shape
    copy_kernel[(features, users)](
        source, target, begins, counts, starts(counts), users, source.shape[1], target.shape[1], BLOCK=128
    )


class TritonModel(torch.nn.Module):
    def forward(self, outer_lengths, inner_lengths, values, keep):
        features, users = outer_lengths.shape
        length = values.shape[1] // inner_lengths.shape[1]
        outer_kept = outer_lengths.clamp(max=keep)
        inner_kept = inner_lengths.new_zeros(features, users * keep)
        values_kept = values.new_zeros(features, users * keep * length)
        events = starts(outer_lengths)
        ends = torch.nn.functional.pad(inner_lengths.cumsum(1), (1, 0))
        first = ends.gather(1, events)
        copy(inner_lengths, inner_kept, events, outer_kept)
        copy(values, values_kept, first, ends.gather(1, events + outer_kept) - first)
        return outer_kept, inner_kept, values_kept


def get_inputs():
    cases = []
    for features, users, events, length, keep in ((2, 5, 4, 3, 2), (5, 256, 200, 100, 100)):
        outer = torch.randint(0, events + 1, (features, users))
        inner = torch.randint(0, length + 1, (features, users * events))
        cases.append([outer, inner, torch.randn(features, users * events * length), keep])
    return cases
