"""Runs one candidate in Python for the judge; started by espalier-pyworker with its arguments.

torch is loaded before there is a candidate, which takes most of a worker's start; then the process is confined, and
only then is anything of a candidate run. It says that it is done, and on a GPU what CUDA's events showed, and has no
word on verdict or time."""

import os
import sys

_ADDRESS_SPACE, _FILTER, _MODULES, _SCRATCH, _MODE = sys.argv[1:6]
_FOLDERS = [_MODULES] + sys.argv[6:]
_ON_GPU = _MODE == "gpu"
sys.path.insert(0, _MODULES)

import wire  # noqa: E402

_OWN_MODULES = ("wire", "program", "frozen", "launches", "candidate", "outputs", "runner", "caches", "heat")
_GIBIBYTE = 1 << 30
_DATA_ON_GPU = 32 * _GIBIBYTE  # of the process: compilers' pools, a copy of the tensors


def _confine(writable):
    if _ON_GPU:
        confined = wire.confine_device(writable, _FOLDERS, _DATA_ON_GPU) == 0
    else:
        confined = wire.confine(_FOLDERS, int(_ADDRESS_SPACE)) == 1 or _FILTER != "filter"
    if not confined:
        wire.leave(wire.EXIT_NO_SANDBOX, "")


def _hide_own_modules():
    """A candidate that asks for them by name gets none."""
    sys.path.remove(_MODULES)
    for name in _OWN_MODULES:
        sys.modules.pop(name, None)
    sys.modules["__main__"] = type(sys)("__main__")
    sys.argv[:] = ["candidate"]


def _in_words(error):
    return f"{type(error).__name__}: {str(error).strip()}".split("\n")[0][:300]


def _serve(runner, needs_kernel, other_output):
    next_call, say, say_time, leave = wire.next_call, wire.say, wire.say_time, wire.leave
    start, stop = (wire.clock_start, wire.clock_stop) if _ON_GPU else (int, float)
    while True:
        go = next_call()
        try:
            if go.phase in (wire.WHOLE, wire.BRING_IN) and not go.repeats:
                runner.bring_in(go)
            if go.phase in (wire.WHOLE, wire.LAUNCH):
                start()
                launched = True
                for _ in range(max(1, go.repeats)):
                    launched = runner.launch() and launched
                seconds = stop()
                if needs_kernel and not launched:
                    leave(wire.EXIT_NO_KERNEL, "it launched no Triton kernel in a call, but had torch do the work")
                if _ON_GPU:
                    say_time(go.nonce, seconds)
            if go.phase in (wire.WHOLE, wire.BRING_BACK) and not go.repeats:
                runner.bring_back(go)
            if go.phase == wire.WARM_UP:
                runner.warm_up_ahead(go)
        except other_output as error:
            leave(wire.EXIT_OTHER_OUTPUT, str(error))
        except BaseException as error:  # SystemExit too: nothing of a candidate ends this process in order
            leave(wire.EXIT_RAISED, "it raised " + _in_words(error))
        say(go.nonce)


def main():
    memory = wire.take()
    import warnings

    warnings.simplefilter("ignore")
    import torch
    import triton
    import triton.language

    import caches
    import candidate
    import frozen
    import outputs
    from launches import Launches
    from program import Program
    from runner import Runner

    if _ON_GPU:
        try:
            frozen.empty(1, device="cuda")
        except RuntimeError as error:
            wire.leave(wire.EXIT_NO_DEVICE, _in_words(error))
        wire.clock_open()
        import heat

        heat.up(caches.helpers(_SCRATCH))
    # What is compared is what was asked for: torch's own kernels must not round to 19 bits either.
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    launches = Launches(not _ON_GPU)
    wire.say(wire.READY)
    wire.next_call()  # says no more than that the program is there
    program = Program(wire.program())
    needs_kernel = program.language == "triton"
    _confine(caches.of_program(_SCRATCH, program) if _ON_GPU else "")
    _hide_own_modules()
    try:
        model = candidate.Model(program, "cuda" if _ON_GPU else "cpu")
    except candidate.NoModel as error:
        wire.leave(wire.EXIT_CANNOT_LOAD, str(error))
    except BaseException as error:
        wire.leave(wire.EXIT_CANNOT_LOAD, "it raised " + _in_words(error))
    runner = Runner(program, model, memory, launches, _ON_GPU)
    wire.say(wire.LOADED)
    _serve(runner, needs_kernel, outputs.OtherOutput)


main()
