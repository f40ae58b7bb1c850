#!/usr/bin/env python3
"""Checks and times the CUDA candidates of tests/bench/candidates beside PyTorch on a machine with an NVIDIA GPU.

    kernels.py --compile DIR            build every candidate for sm_90a into DIR (needs NVRTC, no GPU)
    kernels.py --cubins DIR [--out F]   check and time them (needs torch and a GPU)

A candidate is read as the judge reads it: its head's launch lines, scratch lines and #define constants. Outputs are
poisoned before each check, compared with float64 or float32 PyTorch, and the second-level cache is flushed before each
timed call. Times are medians between two events with the lower and upper quartile beside them.
"""
import argparse
import ctypes
import hashlib
import json
import math
import os
import re
import statistics
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
CANDIDATES = os.path.join(HERE, "candidates")
TYPES = {"float": 4, "double": 8, "int": 4, "long": 8, "half": 2}


# ---- compiling -------------------------------------------------------------------------------------------------------
def library(names):
    import glob

    places = ["", "/usr/local/cuda/lib64/"]
    try:
        import torch

        base = os.path.dirname(os.path.dirname(torch.__file__))
        places += sorted({os.path.dirname(p) + "/" for p in glob.glob(base + "/nvidia/**/libnvrtc.so*", recursive=True)})
    except ImportError:
        pass
    for place in places:
        for name in names:
            try:
                return ctypes.CDLL(place + name)
            except OSError:
                pass
    sys.exit("none of " + ", ".join(names) + " was found")


def build(source, name):
    """The cubin of a source and the compiler's log."""
    nvrtc = library(["libnvrtc.so.13", "libnvrtc.so.12", "libnvrtc.so"])
    program = ctypes.c_void_p()
    nvrtc.nvrtcCreateProgram(ctypes.byref(program), source.encode(), name.encode(), 0, None, None)
    options = [b"--gpu-architecture=sm_90a", b"-I/usr/local/cuda/include", b"--ptxas-options=-v"]
    failed = nvrtc.nvrtcCompileProgram(program, len(options), (ctypes.c_char_p * len(options))(*options))
    size = ctypes.c_size_t()
    nvrtc.nvrtcGetProgramLogSize(program, ctypes.byref(size))
    log = ctypes.create_string_buffer(size.value)
    nvrtc.nvrtcGetProgramLog(program, log)
    text = log.value.decode()
    if failed:
        raise RuntimeError(text)
    nvrtc.nvrtcGetCUBINSize(program, ctypes.byref(size))
    cubin = ctypes.create_string_buffer(size.value)
    nvrtc.nvrtcGetCUBIN(program, cubin)
    return cubin.raw, text


def sources():
    for task in sorted(os.listdir(CANDIDATES)):
        folder = os.path.join(CANDIDATES, task)
        if os.path.isdir(folder):
            for file in sorted(os.listdir(folder)):
                if file.endswith(".cu"):
                    yield task, file[:-3], open(os.path.join(folder, file)).read()


def cubin_name(task, name, source):
    return f"{task}-{name}-{hashlib.sha256(source.encode()).hexdigest()[:12]}.cubin"


def compile_all(folder, only):
    os.makedirs(folder, exist_ok=True)
    for task, name, source in sources():
        if only and not re.search(only, task + "/" + name):
            continue
        path = os.path.join(folder, cubin_name(task, name, source))
        if os.path.exists(path):
            continue
        for old in os.listdir(folder):
            if re.fullmatch(re.escape(f"{task}-{name}-") + r"[0-9a-f]{12}\.cubin", old):
                os.remove(os.path.join(folder, old))
        try:
            cubin, log = build(source, name + ".cu")
        except RuntimeError as error:
            print(f"{task}/{name}: FAILED\n{error}")
            continue
        with open(path, "wb") as out:
            out.write(cubin)
        print(f"{task}/{name}:")
        for line in log.splitlines():
            if re.search(r"Compiling|registers|spill|warning", line):
                print("   ", re.sub(r"ptxas info\s*:\s*", "", line).strip())


# ---- manifest --------------------------------------------------------------------------------------------------------
def head(source):
    for line in source.splitlines():
        stripped = line.strip()
        if stripped and not stripped.startswith("//") and not stripped.startswith("#"):
            return
        yield stripped


def split(text):
    parts, depth, start = [], 0, 0
    for i, c in enumerate(text):
        depth += c in "([" and 1 or 0
        depth -= c in ")]" and 1 or 0
        if c == "," and depth == 0:
            parts.append(text[start:i])
            start = i + 1
    return [p.strip() for p in parts + [text[start:]]]


def bracketed(text, opening, closing):
    start = text.index(opening)
    depth = 0
    for i in range(start, len(text)):
        depth += text[i] == opening
        depth -= text[i] == closing
        if depth == 0:
            return text[start + 1 : i], text[i + 1 :]
    raise ValueError(text)


def value(text, names):
    result = eval(text, {"__builtins__": {}}, {"ceil": lambda a, b: -(-a // b), "min": min, "max": max, **names})
    if result != int(result) or result < 1:
        raise ValueError(f"{text} is {result}")
    return int(result)


class Manifest:
    def __init__(self, source):
        self.constants, self.scratch, self.launches = {}, [], []
        for line in head(source):
            define = re.fullmatch(r"#\s*define\s+(\w+)\s+(-?\d+)\s*(//.*)?", line)
            if define:
                self.constants[define[1]] = int(define[2])
            if match := re.match(r"//\s*scratch:\s*(\w+)\s+(\w+)\[(.*)\]$", line):
                self.scratch.append((match[1], match[2], match[3]))
            if match := re.match(r"//\s*launch:\s*(\w+)\s*(.*)", line):
                grid, rest = bracketed(match[2], "(", ")")
                local, rest = bracketed(rest, "(", ")")
                args, _ = bracketed(rest, "(", ")")
                self.launches.append((match[1], split(grid), split(local), split(args)))


# ---- running ---------------------------------------------------------------------------------------------------------
def check(code, what):
    if code:
        raise RuntimeError(f"{what}: CUDA error {code}")


class Candidate:
    cuda = None

    def __init__(self, cubin, source):
        Candidate.cuda = Candidate.cuda or ctypes.CDLL("libcuda.so.1")
        self.manifest = Manifest(source)
        module = ctypes.c_void_p()
        check(self.cuda.cuModuleLoadData(ctypes.byref(module), cubin), "loading")
        self.kernels = {}
        for kernel in {launch[0] for launch in self.manifest.launches}:
            function = ctypes.c_void_p()
            check(self.cuda.cuModuleGetFunction(ctypes.byref(function), module, kernel.encode()), kernel)
            self.kernels[kernel] = function

    def bind(self, torch, tensors, dims):
        """A function that launches all kernels of a call on PyTorch's stream."""
        names = {**dims, **self.manifest.constants}
        scratch = {
            name: torch.full((value(size, names) * TYPES[kind],), 0xA5, dtype=torch.uint8, device="cuda")
            for name, kind, size in self.manifest.scratch
        }
        prepared = []
        for kernel, grid, local, args in self.manifest.launches:
            threads = [value(text, names) for text in local] + [1, 1]
            total = [value(text, names) for text in grid] + [1, 1]
            if any(a % b for a, b in zip(total, threads)):
                raise ValueError(f"{kernel}: {total} is no multiple of {threads}")
            shared, values = 0, []
            for arg in args:
                if match := re.fullmatch(r"local\s+(\w+)\s*\[(.*)\]", arg):
                    shared += TYPES[match[1]] * value(match[2], names)
                elif arg in dims:
                    values.append(ctypes.c_longlong(dims[arg]))
                else:
                    values.append(ctypes.c_void_p((scratch.get(arg) if arg in scratch else tensors[arg]).data_ptr()))
            if shared > 48 << 10:
                check(self.cuda.cuFuncSetAttribute(self.kernels[kernel], 8, shared), f"{shared} bytes for {kernel}")
            pointers = (ctypes.c_void_p * len(values))(*[ctypes.cast(ctypes.pointer(v), ctypes.c_void_p) for v in values])
            blocks = [a // b for a, b in zip(total, threads)]
            prepared.append((self.kernels[kernel], blocks[:3], threads[:3], shared, pointers, values))
        stream = ctypes.c_void_p(torch.cuda.current_stream().cuda_stream)

        def call():
            for kernel, blocks, threads, shared, pointers, _ in prepared:
                check(self.cuda.cuLaunchKernel(kernel, *blocks, *threads, shared, stream, pointers, None), "launch")

        call.kept = (scratch, tensors, prepared)
        return call


def timed(torch, calls, flush, times):
    """Sorted milliseconds of calls, each behind a flush of the cache; the pause lets the host run ahead."""
    for call in calls:
        call()
    torch.cuda.synchronize()
    events = []
    for i in range(times):
        torch.cuda._sleep(500000)
        flush.zero_()
        start, stop = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        start.record()
        calls[i % len(calls)]()
        stop.record()
        events.append((start, stop))
    torch.cuda.synchronize()
    return sorted(a.elapsed_time(b) for a, b in events)


def summary(times):
    return {"median_ms": statistics.median(times), "low_ms": times[len(times) // 4], "high_ms": times[3 * len(times) // 4]}


def faults(torch, got, expected):
    """Relative error in the norm, and the largest error in units of |expected| + RMS(expected)."""
    if not got.is_floating_point():
        wrong = int((got != expected).sum())
        return float(wrong), float(wrong)
    error = (got.double() - expected.double()).abs()
    norm = expected.double().norm().item()
    rms = norm / math.sqrt(expected.numel())
    if not bool(torch.isfinite(got).all()):
        return math.inf, math.inf
    return (error.norm() / max(norm, 1e-30)).item(), (error / (expected.double().abs() + rms + 1e-30)).max().item()


# ---- tasks -----------------------------------------------------------------------------------------------------------
def tasks(torch):
    F = torch.nn.functional
    half, single, whole = torch.float16, torch.float32, torch.int64

    def rand(dtype, *shape, mean=0.0, std=1.0):
        return (torch.randn(*shape, device="cuda") * std + mean).to(dtype)

    def conv(dtype):
        def inputs(d):
            return {
                "x": rand(dtype, d["batch"], d["channels_in"], d["length"], mean=0.006413, std=0.041105),
                "w": rand(dtype, d["channels_out"], d["channels_in"], 3, std=0.04787),
                "bias": rand(dtype, d["channels_out"], mean=-0.003198, std=0.033662),
            }

        def reference(t, d):
            x, w, b = t["x"].float(), t["w"].float(), t["bias"].float()
            if x.numel() > 1 << 26 or dtype == half:
                return {"y": F.conv1d(x, w, b, padding=1)}
            return {"y": F.conv1d(x.double(), w.double(), b.double(), padding=1)}

        size = 2 if dtype == half else 4
        return {
            "dims": ["batch", "channels_in", "channels_out", "length"], "inputs": inputs, "reference": reference,
            "outputs": lambda d: {"y": ((d["batch"], d["channels_out"], d["length"]), dtype)},
            "eager": lambda t: F.conv1d(t["x"], t["w"], t["bias"], padding=1),
            "second": lambda t: F.conv2d(t["x"].unsqueeze(2).to(memory_format=torch.channels_last),
                                         t["w"].unsqueeze(2).to(memory_format=torch.channels_last), t["bias"],
                                         padding=(0, 1)).squeeze(2),
            "bytes": lambda d: size * (d["batch"] * d["length"] * (d["channels_in"] + d["channels_out"])
                                       + 3 * d["channels_in"] * d["channels_out"]),
            "flops": lambda d: 6 * d["batch"] * d["channels_in"] * d["channels_out"] * d["length"],
            "timed": [(64, 96, 96, 200), (256, 96, 96, 200), (2048, 96, 96, 200)]
            + ([(32, 256, 256, 1024), (64, 768, 768, 1024)] if dtype == half else []),
            "checked": [(2, 4, 6, 12), (1, 1, 9, 1), (3, 7, 11, 29), (5, 13, 17, 2), (1, 3, 5, 1009), (7, 96, 96, 200),
                        (3, 96, 96, 37), (3, 97, 95, 199), (2, 128, 160, 264), (1, 256, 384, 120), (300, 96, 96, 200), (2, 32, 64, 72)],
        }

    def wukong():
        def inputs(d):
            x = rand(half, d["batch"], d["n"], d["d"], mean=0.02, std=0.3)
            y = (torch.randn(d["batch"], d["n"], d["k"], device="cuda") + 0.05
                 + 0.3 * torch.randn(d["batch"], d["n"], 1, device="cuda")).half()
            return {"x": x, "y": y}

        def reference(t, d):
            x = t["x"].float()
            return {"out": torch.bmm(torch.bmm(x, x.transpose(1, 2)), t["y"].float())}

        return {
            "dims": ["batch", "n", "d", "k"], "inputs": inputs, "reference": reference,
            "outputs": lambda d: {"out": ((d["batch"], d["n"], d["k"]), half)},
            "eager": lambda t: torch.bmm(t["x"], torch.bmm(t["x"].transpose(1, 2), t["y"])),
            "bytes": lambda d: 2 * d["batch"] * d["n"] * (d["d"] + 2 * d["k"]),
            "flops": lambda d: d["batch"] * min(4 * d["n"] * d["d"] * d["k"], 2 * d["n"] ** 2 * (d["d"] + d["k"])),
            "timed": [(1024, 24, 224, 2198), (1024, 40, 224, 448), (1024, 48, 224, 448)],
            "checked": [(2, 4, 8, 12), (1, 1, 1, 7), (3, 13, 29, 101), (1, 97, 5, 3), (2, 7, 65, 131), (3, 24, 224, 2198),
                        (5, 40, 224, 448), (2, 48, 224, 448), (3, 32, 64, 128), (2, 24, 100, 50), (2, 17, 32, 40), (3, 24, 224, 2196)],
        }

    def pffn(full):
        def inputs(d):
            b, n, e, k = d["batch"], d["n"], d["d"], d["k"]
            x = (torch.randn(b, n, e, device="cuda") + 0.05 + 0.3 * torch.randn(b, n, 1, device="cuda")).half()
            t = {"x": x, ("w1" if full else "w"): rand(half, b, e, k, mean=0.002, std=0.08),
                 ("b1" if full else "bias"): rand(half, b, k, mean=0.1, std=0.5)}
            if full:
                t["w2"] = rand(half, b, k, e, mean=0.002, std=0.08)
                t["b2"] = rand(half, b, e, mean=0.1, std=0.5)
            return t

        def chain(t, wide):
            x = t["x"].to(wide)
            w, bias = ("w1", "b1") if full else ("w", "bias")
            h = F.gelu(torch.bmm(x, t[w].to(wide)) + t[bias].to(wide).unsqueeze(1))
            h = h * torch.rsqrt(h.pow(2).mean(-1, keepdim=True) + 1e-6)
            if full:
                h = torch.bmm(h, t["w2"].to(wide)) + t["b2"].to(wide).unsqueeze(1)
                h = h * torch.rsqrt(h.pow(2).mean(-1, keepdim=True) + 1e-6)
            return h

        def sliced(t, d):
            parts = [chain({k: v[i : i + 64] for k, v in t.items()}, single) for i in range(0, d["batch"], 64)]
            return {"y": torch.cat(parts)}

        wide = (lambda d: d["d"]) if full else (lambda d: d["k"])
        twice = 2 if full else 1
        return {
            "dims": ["batch", "n", "d", "k"], "inputs": inputs, "reference": sliced,
            "outputs": lambda d: {"y": ((d["batch"], d["n"], wide(d)), half)},
            "eager": lambda t: chain(t, half),
            "bytes": lambda d: 2 * d["batch"] * (d["n"] * (d["d"] + wide(d)) + twice * d["d"] * d["k"] + d["k"] + (d["d"] if full else 0)),
            "flops": lambda d: 2 * twice * d["batch"] * d["n"] * d["d"] * d["k"],
            "timed": [(1024, 200, 256, 160), (256, 200, 256, 160), (1024, 200, 192, 96), (1024, 400, 256, 160), (1024, 150, 96, 192)],
            "checked": [(2, 4, 16, 12), (1, 1, 2, 17), (3, 13, 31, 53), (1, 3, 7, 401), (5, 2, 211, 19), (2, 199, 65, 97), (1, 3, 401, 7), (3, 200, 256, 160),
                        (2, 200, 192, 96), (2, 400, 256, 160), (3, 150, 96, 192), (2, 33, 256, 160), (2, 1, 96, 192), (2, 129, 192, 96)],
        }

    def map_id():
        def inputs(d):
            top = 20 * d["ids"] + 50
            mapping = (torch.randperm(top, device="cuda")[: d["ids"]] + 1).sort().values
            values = torch.randint(-5, top + 20, (d["count"],), device="cuda")
            member = mapping[torch.randint(0, d["ids"], (d["count"],), device="cuda")]
            return {"mapping": mapping, "values": torch.where(torch.rand(d["count"], device="cuda") < 0.7, member, values)}

        def eager(t):
            i = torch.bucketize(t["values"], t["mapping"]).clamp_max(t["mapping"].numel() - 1)
            return torch.where(t["mapping"][i] == t["values"], i + 1, 0)

        return {
            "dims": ["ids", "count"], "inputs": inputs, "reference": lambda t, d: {"out": eager(t)}, "eager": eager,
            "outputs": lambda d: {"out": ((d["count"],), whole)},
            "bytes": lambda d: 8 * (d["ids"] + 2 * d["count"]), "flops": lambda d: 2 * d["count"],
            "timed": [(100, 10000), (10000, 2000), (10000, 8000), (10000, 50000), (1000, 4000000)],
            "checked": [(10, 64), (1, 211), (997, 1), (127, 1009), (5003, 307), (100000, 3000001)],
            "spread": True,
        }

    def mbdt():
        def inputs(d):
            borders = (torch.rand(d["features"], d["edges"] + 1, device="cuda") * 4 - 2).sort(-1).values
            borders[:, -1] = math.inf
            x = torch.rand(d["features"], d["batch"], device="cuda") * 5 - 2.5
            pick = torch.randint(0, d["edges"] + 1, (d["features"], d["batch"]), device="cuda")
            x = torch.where(torch.rand_like(x) < 0.1, borders.gather(1, pick), x)
            return {"borders": borders, "offsets": torch.arange(d["features"], device="cuda") * (d["edges"] + 1), "x": x}

        def loop(t):
            rows = [torch.bucketize(x, b[:-1]) + o for x, b, o in zip(t["x"], t["borders"], t["offsets"])]
            return torch.stack(rows)

        def eager(t):
            return torch.searchsorted(t["borders"][:, :-1].contiguous(), t["x"]) + t["offsets"].unsqueeze(1)

        return {
            "dims": ["features", "batch", "edges"], "inputs": inputs, "reference": lambda t, d: {"y": loop(t)}, "eager": loop,
            "second": eager, "outputs": lambda d: {"y": ((d["features"], d["batch"]), whole)},
            "bytes": lambda d: 4 * d["features"] * (d["edges"] + 1) + 12 * d["features"] * d["batch"],
            "flops": lambda d: d["features"] * d["batch"] * d["edges"],
            "timed": [(2, 2048, 4), (64, 65536, 8)],
            "checked": [(3, 40, 4), (5, 101, 1), (31, 1, 7), (7, 211, 13), (1, 503, 301), (3, 4099, 100), (9, 64, 2)],
        }

    def truncate():
        def inputs(d):
            f, u = d["features"], d["users"]
            return {
                "outer_lengths": torch.randint(0, d["events"] + 1, (f, u), device="cuda"),
                "inner_lengths": torch.randint(0, d["length"] + 1, (f, u * d["events"]), device="cuda"),
                "values": rand(single, f, u * d["events"] * d["length"], mean=3, std=2),
            }

        def eager(t, d):
            f, u, k = d["features"], d["users"], d["keep"]
            dev = "cuda"
            outer, inner, values = t["outer_lengths"], t["inner_lengths"], t["values"]
            kept = outer.clamp_max(k)
            out_inner = torch.zeros(f, u * k, dtype=whole, device=dev)
            out_values = torch.zeros(f, u * k * d["length"], device=dev)
            for i in range(f):
                user = torch.repeat_interleave(torch.arange(u, device=dev), outer[i])
                starts = outer[i].cumsum(0) - outer[i]
                within = torch.arange(user.numel(), device=dev) - starts[user]
                lengths = inner[i, : user.numel()]
                keep = within < k
                kept_lengths = lengths[keep]
                out_inner[i, : kept_lengths.numel()] = kept_lengths
                mask = torch.repeat_interleave(keep, lengths)
                chosen = values[i, : mask.numel()][mask]
                out_values[i, : chosen.numel()] = chosen
            return {"outer_kept": kept, "inner_kept": out_inner, "values_kept": out_values}

        return {
            "dims": ["features", "users", "events", "length", "keep"], "inputs": inputs, "reference": eager,
            "eager_dims": eager,
            "outputs": lambda d: {"outer_kept": ((d["features"], d["users"]), whole),
                                  "inner_kept": ((d["features"], d["users"] * d["keep"]), whole),
                                  "values_kept": ((d["features"], d["users"] * d["keep"] * d["length"]), single)},
            "bytes": lambda d: d["features"] * d["users"] * (16 + 4 * d["events"] + 8 * d["keep"] + 4 * d["keep"] * d["length"]
                                                             + 4 * (d["keep"] * d["length"] - d["keep"] ** 2 * d["length"] // (2 * d["events"])) // 2
                                                             if d["keep"] <= d["events"] else 0),
            "flops": lambda d: d["features"] * d["users"] * d["events"],
            "timed": [(1, 256, 200, 100, 100), (5, 256, 200, 100, 100), (9, 256, 200, 100, 200), (32, 256, 200, 100, 100), (32, 256, 200, 100, 200)],
            "checked": [(2, 5, 4, 3, 2), (3, 17, 13, 7, 5), (2, 11, 6, 5, 9), (5, 19, 31, 2, 1), (1, 1, 401, 11, 101), (3, 1500, 7, 3, 4)],
            "uncompiled": True,
        }

    def backward(dtype):
        def inputs(d):
            r, c = d["rows"], d["cols"]
            x = (torch.randn(r, c, device="cuda") * 0.05 + 0.01 + 0.02 * torch.randn(r, 1, device="cuda")).to(dtype)
            dy = (torch.randn(r, c, device="cuda") * 0.9 + 0.1 + 0.3 * torch.randn(r, 1, device="cuda")).to(dtype)
            return {"x": x, "w": rand(dtype, c, mean=1, std=0.3), "dy": dy}

        def formula(t, wide):
            x, w, dy = t["x"].to(wide), t["w"].to(wide), t["dy"].to(wide)
            r = torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6)
            g = w * dy
            dx = r * g - (r ** 3 / x.shape[-1]) * x * (g * x).sum(-1, keepdim=True)
            return {"dx": dx, "dw": (dy * x * r).sum(0)}

        size = 2 if dtype == half else 4
        return {
            "dims": ["rows", "cols"], "inputs": inputs, "reference": lambda t, d: formula(t, torch.float64),
            "eager": lambda t: list(formula(t, single).values()),
            "outputs": lambda d: {"dx": ((d["rows"], d["cols"]), dtype), "dw": ((d["cols"],), dtype)},
            "bytes": lambda d: size * (3 * d["rows"] * d["cols"] + 2 * d["cols"]), "flops": lambda d: 0,
            "timed": [(4096, 4096), (65536, 1024)],
            "checked": [(6, 32), (5, 2), (13, 211), (301, 3), (2, 4999), (1, 1), (1000, 1024), (77, 2048), (130, 4096), (9, 8192), (3, 520)],
        }

    def rows(eager, names, floats, timed_shapes, arrays=2):
        def inputs(d):
            r, c = d["rows"], d[names[1]]
            t = {floats[0]: torch.randn(r, c, device="cuda") * 4 + 6 * torch.randn(r, 1, device="cuda")}
            for name in floats[1:]:
                t[name] = rand(single, c, mean=1, std=0.3)
            if names[1] == "classes":
                t["targets"] = torch.randint(0, c, (r,), device="cuda")
            return t

        out = "loss" if names[1] == "classes" else "y"
        return {
            "dims": names, "inputs": inputs, "eager": eager,
            "reference": lambda t, d: {out: eager({k: v.double() if v.is_floating_point() else v for k, v in t.items()})},
            "outputs": lambda d: {out: ((d["rows"],) if out == "loss" else (d["rows"], d[names[1]]), single)},
            "bytes": lambda d: 4 * arrays * d["rows"] * d[names[1]], "flops": lambda d: 0, "timed": timed_shapes,
            "checked": [(4, 32), (1, 2), (17, 127), (203, 5), (1, 4999), (301, 3), (3, 5003), (33, 768), (20, 1024), (9, 4096), (5, 8192), (3, 16384), (2, 40004)],
        }

    def norm(t):
        x = t["x"]
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6) * t["w"]

    return {
        "conv1d_fp16": conv(half), "conv1d": conv(single), "wukong_ofm_fp16": wukong(), "pffn_half_fp16": pffn(False),
        "pffn_fp16": pffn(True), "map_id": map_id(), "mbdt": mbdt(), "batch_event_truncate": truncate(),
        "rmsnorm_backward_fp16": backward(half), "rmsnorm_backward": backward(single),
        "softmax": rows(lambda t: torch.softmax(t["x"], -1), ["rows", "cols"], ["x"], [(4096, 8192)]),
        "layernorm": rows(lambda t: F.layer_norm(t["x"], t["x"].shape[-1:], t["gamma"], t["beta"], 1e-5), ["rows", "cols"],
                          ["x", "gamma", "beta"], [(8192, 4096)]),
        "rmsnorm": rows(norm, ["rows", "cols"], ["x", "w"], [(4096, 4096)]),
        "cross_entropy": rows(lambda t: F.cross_entropy(t["logits"], t["targets"], reduction="none"), ["rows", "classes"],
                              ["logits"], [(16384, 4096)], 1),
        "matmul": {
            "dims": ["m", "n", "k"],
            "inputs": lambda d: {"a": rand(single, d["m"], d["k"], mean=0.1), "b": rand(single, d["k"], d["n"], mean=-0.1)},
            "eager": lambda t: t["a"] @ t["b"], "reference": lambda t, d: {"c": t["a"].double() @ t["b"].double()},
            "outputs": lambda d: {"c": ((d["m"], d["n"]), single)},
            "bytes": lambda d: 4 * (d["m"] * d["k"] + d["k"] * d["n"] + d["m"] * d["n"]),
            "flops": lambda d: 2 * d["m"] * d["n"] * d["k"], "timed": [(4096, 4096, 4096)],
            "checked": [(8, 12, 16), (1, 1, 1), (37, 101, 67), (1, 257, 131), (65, 33, 1), (128, 256, 64), (300, 260, 132)],
        },
    }


RATE_BYTES, RATE_FLOPS = 4.25e9, 656e9  # per millisecond, measured on an H200: copy, fp16 matrix product


def poisoned(torch, specification):
    made = {}
    for name, (shape, dtype) in specification.items():
        made[name] = torch.full(shape, math.nan if dtype.is_floating_point else -77777, dtype=dtype, device="cuda")
    return made


def warm(torch, task):
    """Compiles what torch.compile will be asked for, into its cache."""
    for shape in task["timed"]:
        if not task.get("uncompiled"):
            torch._dynamo.reset()
            torch.compile(task["eager"], dynamic=False)(task["inputs"](dict(zip(task["dims"], shape))))
    torch.cuda.synchronize()


def run_task(torch, name, task, candidates, args, flush, record):
    for shape in task["checked"] + task["timed"]:
        is_timed = shape in task["timed"]
        dims = dict(zip(task["dims"], shape))
        label = "x".join(map(str, shape))
        sets = [task["inputs"](dims)]
        if is_timed and not args.check:
            sets.append(task["inputs"](dims))
        expected = task["reference"](sets[0], dims)
        floor = max(task["bytes"](dims) / RATE_BYTES, task["flops"](dims) / RATE_FLOPS)
        row = {"task": name, "shape": label, "timed": is_timed, "floor_ms": floor, "candidates": {}, "torch": {}}
        for title, candidate in candidates.items():
            entry = row["candidates"].setdefault(title, {})
            try:
                outputs = [poisoned(torch, task["outputs"](dims)) for _ in sets]
                calls = [candidate.bind(torch, {**t, **o}, dims) for t, o in zip(sets, outputs)]
                calls[0]()
                torch.cuda.synchronize()
                found = [faults(torch, outputs[0][o], expected[o]) for o in expected]
                entry["error"] = max(f[0] for f in found)
                entry["worst"] = max(f[1] for f in found)
                calls[0]()
                torch.cuda.synchronize()
                entry["same_again"] = max(faults(torch, outputs[0][o], expected[o])[0] for o in expected)
                if is_timed and not args.check:
                    entry.update(summary(timed(torch, calls, flush, args.times)))
                    entry["again_ms"] = statistics.median(timed(torch, calls, flush, args.times))
            except Exception as error:  # noqa: BLE001 (an error ends this candidate, not the table)
                entry["failed"] = str(error)[:300]
                if "CUDA error 7" in str(error) or "illegal" in str(error) or "AcceleratorError" in type(error).__name__:
                    print(f"FATAL {name}/{title} {label}: {error}", flush=True)
                    record(row)
                    raise SystemExit(3)
            outputs = calls = None
        if is_timed and not args.check:
            def of(f):
                return [lambda t=t: f(t) for t in sets]

            plain = {}
            if "eager_dims" in task:
                plain["eager"] = lambda t: task["eager_dims"](t, dims)
            else:
                plain["eager"] = task["eager"]
                if "second" in task:
                    plain["second"] = task["second"]
                if args.compiled and not task.get("uncompiled"):
                    torch._dynamo.reset()
                    plain["compiled"] = torch.compile(task["eager"], dynamic=False)
            for title, f in plain.items():
                if args.only_ours:
                    break
                try:
                    row["torch"][title] = summary(timed(torch, of(f), flush, max(10, args.times // 2)))
                except Exception as error:  # noqa: BLE001
                    row["torch"][title] = {"failed": str(error)[:200]}
        sets = expected = None
        record(row)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--compile")
    parser.add_argument("--cubins")
    parser.add_argument("--out")
    parser.add_argument("--tasks", default="", help="regular expression of tasks")
    parser.add_argument("--only", default="", help="regular expression of task/candidate")
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--compiled", action="store_true", help="also time torch.compile")
    parser.add_argument("--warm", action="store_true", help="fill torch.compile's cache and end")
    parser.add_argument("--check", action="store_true", help="check, do not time")
    parser.add_argument("--only-ours", action="store_true")
    args = parser.parse_args()
    if args.compile:
        compile_all(args.compile, args.only)
        return
    import torch

    torch.backends.cuda.matmul.allow_tf32 = False
    torch.manual_seed(int(time.time()))
    flush = torch.empty(256 << 20, dtype=torch.uint8, device="cuda")
    rows = []

    def record(row):
        rows.append(row)
        if args.out:
            document = {
                "date": time.strftime("%Y-%m-%d"), "card": torch.cuda.get_device_name(), "torch": torch.__version__,
                "driver": os.popen("nvidia-smi --query-gpu=driver_version --format=csv,noheader").read().strip(),
                "command": "kernels.py " + " ".join(sys.argv[1:]), "rows": rows,
            }
            with open(args.out, "w") as out:
                json.dump(document, out, indent=1)
        torch_text = " ".join(f"{k} {v['median_ms']:.4f}" if "median_ms" in v else f"{k} FAILED" for k, v in row["torch"].items())
        for title, entry in row["candidates"].items():
            if "failed" in entry:
                print(f"{row['task']}/{title} {row['shape']}: FAILED {entry['failed']}", flush=True)
            elif "median_ms" in entry:
                print(f"{row['task']}/{title} {row['shape']}: {entry['median_ms']:.4f} [{entry['low_ms']:.4f} {entry['high_ms']:.4f}] again "
                      f"{entry['again_ms']:.4f} floor {row['floor_ms']:.4f} share {row['floor_ms'] / entry['median_ms']:.2f} "
                      f"err {entry['error']:.1e} worst {entry['worst']:.1e} | {torch_text}", flush=True)
            elif not (entry["error"] < 3e-3 and entry["worst"] < 2e-2) or entry["error"] != entry["same_again"]:
                print(f"{row['task']}/{title} {row['shape']}: ERROR {entry['error']:.2e} worst {entry['worst']:.2e} again {entry['same_again']:.2e}", flush=True)

    known = tasks(torch)
    if args.warm:
        for name, task in known.items():
            if re.search(args.tasks, name):
                warm(torch, task)
        return
    loaded = {}
    for task, name, source in sources():
        if args.only and not re.search(args.only, task + "/" + name):
            continue
        path = os.path.join(args.cubins, cubin_name(task, name, source)) if args.cubins else ""
        try:
            cubin = open(path, "rb").read() if path and os.path.exists(path) else build(source, name + ".cu")[0]
            loaded.setdefault(task, {})[name] = Candidate(cubin, source)
        except Exception as error:  # noqa: BLE001
            print(f"{task}/{name}: NOT LOADED {str(error)[:500]}", flush=True)
    if not args.check:
        pace = torch.empty(1, device="cuda")
        print("one launch:", json.dumps(summary(timed(torch, [lambda: pace.zero_()], flush, 40))), flush=True)
    for name, task in known.items():
        if args.tasks and not re.search(args.tasks, name):
            continue
        if name in loaded or not args.only:
            run_task(torch, name, task, loaded.get(name, {}), args, flush, record)
            torch.cuda.empty_cache()


if __name__ == "__main__":
    main()
