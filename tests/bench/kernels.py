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

from kerneltasks import poisoned, tasks

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


# ---- checking and timing ----------------------------------------------------------------------------------------------
RATE_BYTES, RATE_FLOPS = 4.25e9, 656e9  # per millisecond, measured on an H200: copy, fp16 matrix product


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
