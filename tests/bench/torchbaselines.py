#!/usr/bin/env python3
"""PyTorch's time for every row of the paper's table, on the first NVIDIA GPU, as `espalier bench paper --torch` reads it:

    python3 torchbaselines.py --share share/espalier --out torch.json

Needs PyTorch alone. A call is timed between two CUDA events, with the second-level cache overwritten before it and the
inputs changed from call to call; a figure is the median with its 99 % bootstrap interval. The device is held until the
host has asked for all of a call, so that what is timed is its work and not Python's. Compiling is not timed. What is
computed is compared with the same in double precision, or in float32 where that does not fit the card.

Everything runs in a child process, which reports figure by figure: a form whose kernels fault takes the device from its
process, so the child ends with it, and another one goes on behind it.

Most of the time goes into compiling. --compile-first N does it in N processes side by side before anything is timed; the
choices that a compiler made by timing meanwhile are not kept, only what it built.
"""

import argparse
import functools
import importlib.metadata
import itertools
import json
import math
import multiprocessing
import pathlib
import subprocess
import sys
import time

import torch
import torch._dynamo
import torch._functorch.config
import torch._inductor.config

from torchoperators import UNROLLED, WAYS

CACHE_BYTES = 256 << 20  # more than any card's second-level cache
SECONDS = 1.0            # for one figure
HOLD_MORE = 1e-4         # seconds beyond twice what the host takes to ask for a call
FEWEST, MOST = 30, 300   # calls
RESAMPLES = 2000
SHARE_OF_TOLERANCE = {torch.float16: 1e-2, torch.bfloat16: 3e-2, torch.float32: 1e-4}  # as KernelBench's, of the RMS too
TYPES = {"float16": torch.float16, "bfloat16": torch.bfloat16, "float32": torch.float32, "float64": torch.float64,
         "int32": torch.int32, "int64": torch.int64}

COMPILED = {"compiled": {}, "autotuned": {"mode": "max-autotune-no-cudagraphs"}}


# Inputs, as the task's distributions say.

def evaluated(expression, dims):
    if not isinstance(expression, str):
        return expression
    names = {**dims, "min": min, "max": max, "ceil": lambda a, b: -(-a // b)}
    return eval(expression, {"__builtins__": {}}, names)  # our own task files


def drawn(tensor, dims, earlier, device):
    shape = [int(evaluated(extent, dims)) for extent in tensor["shape"]]
    dtype = TYPES[tensor["dtype"]]
    kind = tensor["distribution"]["kind"]
    p = {key: value if key in ("kind", "other") else evaluated(value, dims)
         for key, value in tensor["distribution"].items()}
    rows = (math.prod(shape[:-1]), shape[-1])
    if kind == "normal":
        out = torch.randn(rows, device=device) * p["std"] + p["mean"]
        if p.get("row_spread"):
            out += torch.randn(rows[0], 1, device=device) * p["row_spread"]
        if p.get("spike", 1) != 1:
            place = torch.randint(rows[1], (rows[0], 1), device=device)
            out.scatter_(1, place, out.gather(1, place) * p["spike"])
    elif kind == "sorted":
        out = (torch.rand(rows, device=device) * (p["high"] - p["low"]) + p["low"]).sort(1).values
        if p.get("sentinel"):
            out[:, -1] = math.inf
    elif kind == "sorted_unique":
        out = torch.stack([torch.randperm(int(p["high"] - p["low"]) + 1, device=device)[:rows[1]].sort().values
                           for _ in range(rows[0])]) + int(p["low"])
    elif kind == "stride":
        out = torch.arange(math.prod(shape), device=device) * int(p["step"])
    elif kind == "integers":
        out = torch.randint(int(p["low"]), int(p["high"]) + 1, rows, device=device)
    elif kind == "uniform":
        out = torch.rand(rows, device=device) * (p["high"] - p["low"]) + p["low"]
    elif kind == "member_of":
        other = earlier[p["other"]].flatten()
        if dtype.is_floating_point:
            free = torch.rand(rows, device=device) * (p["high"] - p["low"]) + p["low"]
        else:
            free = torch.randint(int(p["low"]), int(p["high"]) + 1, rows, device=device)
        member = other[torch.randint(other.numel(), rows, device=device)]
        out = torch.where(torch.rand(rows, device=device) < p["share"], member.to(free.dtype), free)
    else:
        raise ValueError(f"no distribution {kind}")
    return out.reshape(shape).to(dtype)


def input_sets(task, dims, device):
    bytes_of = sum(math.prod(int(evaluated(e, dims)) for e in t["shape"]) * TYPES[t["dtype"]].itemsize
                   for t in task["inputs"] + task["outputs"])
    room = torch.cuda.get_device_properties(0).total_memory // 8 // bytes_of
    sets = []
    for _ in range(max(2, min(4, room))):
        one = {}
        for tensor in task["inputs"]:
            one[tensor["name"]] = drawn(tensor, dims, one, device)
        sets.append(one)
    return sets


# Checking and timing.

def listed(outputs):
    return list(outputs) if isinstance(outputs, tuple) else [outputs]


def largest_error(got, expected, dtype):
    """Of any element, as a share of what is allowed; infinite where integers or shapes differ."""
    worst = 0.0
    for one, other in zip(listed(got), listed(expected), strict=True):
        if one.shape != other.shape:
            return math.inf
        if not one.dtype.is_floating_point:
            worst = math.inf if not torch.equal(one, other) else worst
            continue
        exact = other.double()
        allowed = SHARE_OF_TOLERANCE.get(dtype, 1e-4) * (exact.abs() + exact.pow(2).mean().sqrt())
        worst = max(worst, ((one.double() - exact).abs() / allowed.clamp(min=1e-300)).nan_to_num(math.inf).max().item())
    return worst


def exact_answer(way, inputs, dims):
    for wide in (torch.float64, torch.float32):
        try:
            converted = {n: t.to(wide) if t.dtype.is_floating_point else t for n, t in inputs.items()}
            return way(**converted, **dims)
        except torch.OutOfMemoryError:
            torch.cuda.empty_cache()
    raise MemoryError("the operator does not fit the card in float32")


def interval(times):
    values = torch.tensor(times, dtype=torch.float64)
    draws = values[torch.randint(len(times), (RESAMPLES, len(times)))].median(1).values.sort().values
    middle = values.median().item()
    low, high = draws[int(0.005 * RESAMPLES)].item(), draws[int(0.995 * RESAMPLES) - 1].item()
    return middle, min(low, middle), max(high, middle)


@functools.cache
def cycles_per_second():
    cycles = 10_000_000
    start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
    for event in (start, end):  # the first sleep wakes the card
        torch.cuda._sleep(cycles)
        event.record()
    end.synchronize()
    return cycles / start.elapsed_time(end) * 1e3


def timed(call, sets, dims):
    cache = torch.empty(CACHE_BYTES // 4, dtype=torch.int32, device="cuda")
    asking = []
    for inputs in itertools.islice(itertools.cycle(sets), 10):
        start = time.perf_counter()
        call(**inputs, **dims)
        asking.append(time.perf_counter() - start)
        torch.cuda.synchronize()
    hold = int((2 * sorted(asking)[5] + HOLD_MORE) * cycles_per_second())
    times = []
    began = time.perf_counter()
    for inputs in itertools.islice(itertools.cycle(sets), MOST):
        torch.cuda._sleep(hold)
        cache.zero_()
        start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        start.record()
        call(**inputs, **dims)
        end.record()
        end.synchronize()
        times.append(start.elapsed_time(end))
        if len(times) >= FEWEST and time.perf_counter() - began > SECONDS:
            break
    return interval(times)


def figure(name, call, sets, dims, expected, dtype):
    try:
        error = largest_error(call(**sets[0], **dims), expected, dtype)
        if not error <= 1:
            return {"name": name, "correct": False, "error": min(error, 1e300),
                    "reason": f"an element is off by {error:.3g} times what is allowed"}
        middle, low, high = timed(call, sets, dims)
        return {"name": name, "correct": True, "error": error, "ms": middle, "low": low, "high": high}
    except Exception as failure:  # noqa: BLE001: whatever a compiler does, the other figures count
        return {"name": name, "correct": False, "reason": f"{type(failure).__name__}: {failure}"[:400]}


def forms_of(call):
    """Names and functions: as it stands, and compiled, which happens at the first call."""
    yield "", call
    for mode, options in COMPILED.items() if call not in UNROLLED else ():
        torch._dynamo.reset()
        yield mode, torch.compile(call, dynamic=False, **options)


def compile_part(share, rows):
    """What the other processes do."""
    set_precision()
    for row in rows:
        task, dims = sizes_of(share, row)
        with torch.no_grad():
            sets = input_sets(task, dims, "cuda")[:1]
            for call in WAYS[row["task"]].values():
                for _, form in forms_of(call):
                    try:
                        form(**sets[0], **dims)
                    except Exception:  # noqa: BLE001: it is told when it is timed
                        torch.cuda.empty_cache()
        sets = None
        torch.cuda.empty_cache()


def compile_first(share, rows, processes):
    context = multiprocessing.get_context("spawn")
    parts = [context.Process(target=compile_part, args=(share, rows[i::processes])) for i in range(processes)]
    for part in parts:
        part.start()
    for part in parts:
        part.join()


def choose_anew():
    """Built kernels are found again by their content; choices are made anew, by a process that has the card to itself."""
    torch._inductor.config.fx_graph_cache = False
    torch._inductor.config.autotune_local_cache = False
    torch._functorch.config.enable_autograd_cache = False


def forms_of_row(row):
    for way, call in WAYS[row["task"]].items():
        for mode, form in forms_of(call):
            yield "_".join(filter(None, (way, mode))) or "eager", form


def tell_figures(share, rows, told, pipe):
    """The child: sends (row, name, nothing) before a figure and (row, name, figure) after it, past those told already."""
    set_precision()
    choose_anew()
    for row in rows:
        names = [name for name, _ in forms_of_row(row)]
        if all((row["row"], name) in told for name in names):
            continue
        task, dims = sizes_of(share, row)
        torch.manual_seed(42)
        dtype = TYPES[next((t["dtype"] for t in task["inputs"] if "float" in t["dtype"]), "int64")]
        with torch.no_grad():
            sets = input_sets(task, dims, "cuda")
            expected = exact_answer(WAYS[row["task"]][""], sets[0], dims)
            for name, form in forms_of_row(row):
                if (row["row"], name) not in told:
                    pipe.send((row["row"], name, None))
                    pipe.send((row["row"], name, figure(name, form, sets, dims, expected, dtype)))
                    torch.cuda.synchronize()  # fails where the device is lost, and so ends the process
        sets = expected = None
        torch.cuda.empty_cache()


def figures(share, rows):
    """Figures as they come, with their rows' names."""
    context = multiprocessing.get_context("spawn")
    told = set()
    while True:
        ours, theirs = context.Pipe(duplex=False)
        child = context.Process(target=tell_figures, args=(share, rows, told, theirs))
        child.start()
        theirs.close()
        before, begun = len(told), None
        while True:
            try:
                row, name, one = ours.recv()
            except EOFError:
                break
            begun = (row, name) if one is None else None
            if one is not None:
                told.add((row, name))
                yield row, one
        child.join()
        if begun is not None:
            told.add(begun)
            yield begun[0], {"name": begun[1], "correct": False, "reason": "its process ended"}
        elif child.exitcode == 0:
            return
        if len(told) == before:
            sys.exit("a process ended before its first figure")


def set_precision():
    # float32 rows are held to float32: TF32 is a lower precision, which Espalier refuses in kernels too.
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    torch.backends.cudnn.benchmark = True


def machine():
    asked = subprocess.run(["nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader"], capture_output=True, text=True)
    return {"date": time.strftime("%Y-%m-%d"), "device": torch.cuda.get_device_name(0), "driver": asked.stdout.split("\n")[0].strip(),
            "torch": torch.__version__, "triton": importlib.metadata.version("triton")}


def sizes_of(share, row):
    task = json.loads((share / "tasks" / row["task"] / "task.json").read_text())
    return task, next(case["dims"] for case in task["cases"] if case["name"] == row["case"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--share", default=pathlib.Path(__file__).resolve().parents[2] / "resources", type=pathlib.Path,
                        help="the folder of bench/paper.json and tasks/")
    parser.add_argument("--out", default="torch.json", type=pathlib.Path)
    parser.add_argument("--row", action="append", help="only this row; may be repeated")
    parser.add_argument("--task", action="append", help="only rows of this task; may be repeated")
    parser.add_argument("--compile-first", type=int, default=0, metavar="N", help="in N processes; 8 suit 16 processors")
    arguments = parser.parse_args()
    set_precision()
    rows = [row for row in json.loads((arguments.share / "bench" / "paper.json").read_text())["rows"]
            if (not arguments.row or row["row"] in arguments.row) and (not arguments.task or row["task"] in arguments.task)]
    if arguments.compile_first:
        compile_first(arguments.share, rows, arguments.compile_first)
    document = {**machine(), "command": " ".join(["torchbaselines.py", *sys.argv[1:]]), "rows": []}
    by_row = {}
    for row, one in figures(arguments.share, rows):
        if row not in by_row:
            by_row[row] = []
            document["rows"].append({"row": row, "figures": by_row[row]})
        by_row[row].append(one)
        arguments.out.write_text(json.dumps(document, indent=1))  # an interrupted run keeps what it has
        told = f"{one['ms']:.4f} ms [{one['low']:.4f}, {one['high']:.4f}]" if one["correct"] else one["reason"]
        print(f"{row}: {one['name']} {told}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
