"""Calls a candidate for a profiler, on the inputs that lie in the working folder (core/profile/profilecall.h).

  profiled_call.py ncu       two calls, marked for ncu, which watches from outside
  profiled_call.py torch     torch.profiler watches ten calls and writes torch.json
  profiled_call.py proton    Triton's Proton watches ten calls and writes proton.hatchet

Started by `espalier profile`, each in a process of its own. Nothing is judged and nothing is timed in it, so it has
nothing of the judge's to guard. What it fails of is the last line that it prints."""

import os
import sys

_FOLDER = os.getcwd()
_WARMING = 3  # compilers, autotuners and allocators are done after so many
_FEW, _MANY = 2, 10


def _own_caches():
    folder = os.path.join(_FOLDER, "caches")
    os.makedirs(folder, exist_ok=True)
    for variable in ("HOME", "TRITON_HOME", "TRITON_CACHE_DIR", "TORCHINDUCTOR_CACHE_DIR", "XDG_CACHE_HOME"):
        os.environ[variable] = folder
    os.environ.update(USER="candidate", LOGNAME="candidate", TORCHINDUCTOR_COMPILE_THREADS="1")


def _read(name):
    with open(os.path.join(_FOLDER, name), "rb") as file:
        return file.read()


def _call_lines():
    """{"inputs": places in bytes, "dims": sizes, …}"""
    lines = (line.split() for line in _read("call").decode().splitlines())
    return {words[0]: [int(word) for word in words[1:]] for words in lines if words}


def _inputs(program, places, dims, device):
    import frozen

    memory = frozen.frombuffer(bytearray(_read("inputs")), dtype=frozen.uint8).to(device)
    tensors = []
    for one, place in zip(program.inputs, places):
        shape = one.shape(dims)
        dtype = frozen.dtype_named(one.dtype)
        size = frozen.element_size(frozen.empty(0, dtype=dtype))
        for extent in shape:
            size *= extent
        # In memory of its own: where a tensor begins decides how it may be loaded.
        tensors.append(memory[place : place + size].clone().view(dtype).view(shape))
    return tensors


class _Ncu:
    calls = _FEW

    def __enter__(self):
        import torch

        torch.cuda.cudart().cudaProfilerStart()

    def __exit__(self, *_):
        import torch

        torch.cuda.synchronize()
        torch.cuda.cudart().cudaProfilerStop()


class _Torch:
    calls = _MANY

    def __enter__(self):
        from torch.profiler import ProfilerActivity, profile

        self._profile = profile(activities=[ProfilerActivity.CPU, ProfilerActivity.CUDA])
        self._profile.__enter__()

    def __exit__(self, *error):
        self._profile.__exit__(*error)
        self._profile.export_chrome_trace(os.path.join(_FOLDER, "torch.json"))


class _Proton:
    calls = _MANY

    def __enter__(self):
        import triton.profiler

        triton.profiler.start(os.path.join(_FOLDER, "proton"), hook="triton")

    def __exit__(self, *_):
        import torch
        import triton.profiler

        torch.cuda.synchronize()
        triton.profiler.finalize()


_WATCHERS = {"ncu": _Ncu, "torch": _Torch, "proton": _Proton}


def run(watcher, device="cuda"):
    _own_caches()
    import warnings

    warnings.simplefilter("ignore")
    import torch

    import candidate
    from program import Program

    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False  # as the judge's worker has it
    program = Program(_read("program"))
    call = _call_lines()
    dims = dict(zip(program.dims, call["dims"]))
    inputs = _inputs(program, call["inputs"], dims, device)
    model = candidate.Model(program, device)
    with torch.no_grad():
        for _ in range(_WARMING):
            model.call(inputs, dims)
        if device == "cuda":
            torch.cuda.synchronize()
        with watcher:
            for _ in range(watcher.calls):
                model.call(inputs, dims)


if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    try:
        run(_WATCHERS[sys.argv[1]]())
    except BaseException as error:  # SystemExit too
        print(f"it raised {type(error).__name__}: {str(error).strip()}".split("\n")[0][:400], file=sys.stderr)
        sys.exit(1)
