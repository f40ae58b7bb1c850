"""The judge's memory and tokens (core/evaluate/judge/wire.h), through espalier-pypost.so beside this file.

Everything a candidate could put something else in the place of is fetched here, before one is loaded."""

import ctypes
import os

EXIT_CANNOT_LOAD = 101
EXIT_NO_SANDBOX = 102
EXIT_NO_DEVICE = 105
EXIT_RAISED = 106
EXIT_OTHER_OUTPUT = 107
EXIT_NO_KERNEL = 108
EXIT_INPUTS_CHANGED = 109

LOADED = 0x6C6F616465642121
READY = 0x7265616479212121

WHOLE, BRING_IN, LAUNCH, BRING_BACK, WARM_UP = range(5)

_TENSORS = 16
_DIMS = 16


class Go(ctypes.Structure):
    _fields_ = [
        ("nonce", ctypes.c_uint64),
        ("inputs", ctypes.c_uint32),
        ("outputs", ctypes.c_uint32),
        ("dims", ctypes.c_uint32),
        ("repeats", ctypes.c_uint32),
        ("phase", ctypes.c_uint32),
        ("unused", ctypes.c_uint32),
        ("input_offset", ctypes.c_uint64 * _TENSORS),
        ("output_offset", ctypes.c_uint64 * _TENSORS),
        ("dim", ctypes.c_int64 * _DIMS),
        ("input_stride", ctypes.c_uint64),
        ("output_stride", ctypes.c_uint64),
    ]


_library = ctypes.CDLL(os.path.join(os.path.dirname(os.path.abspath(__file__)), "espalier-pypost.so"))


def _function(name, result, *arguments):
    function = getattr(_library, "espalier_" + name)
    function.restype = result
    function.argtypes = arguments
    return function


_size = ctypes.POINTER(ctypes.c_size_t)
_take = _function("take", ctypes.c_int)
_inputs = _function("inputs", ctypes.c_size_t, _size)
_outputs = _function("outputs", ctypes.c_size_t, _size)
_program = _function("program", ctypes.c_void_p, _size)
_next = _function("next", None, ctypes.POINTER(Go))
say = _function("say", None, ctypes.c_uint64)
say_time = _function("say_time", None, ctypes.c_uint64, ctypes.c_double)
_leave = _function("leave", None, ctypes.c_int, ctypes.c_char_p)
_confine = _function("confine", ctypes.c_int, ctypes.POINTER(ctypes.c_char_p), ctypes.c_size_t)
_confine_device = _function(
    "confine_device", ctypes.c_int, ctypes.c_char_p, ctypes.POINTER(ctypes.c_char_p), ctypes.c_size_t
)
_can_confine_files = _function("can_confine_files", ctypes.c_int)
copy = _function("copy", None, ctypes.c_size_t, ctypes.c_uint64, ctypes.c_size_t)
clock_open = _function("clock_open", None)
clock_start = _function("clock_start", None)
clock_stop = _function("clock_stop", ctypes.c_double)
copy_in = _function("copy_in", None, ctypes.c_uint64, ctypes.c_size_t, ctypes.c_size_t)
copy_out = _function("copy_out", None, ctypes.c_size_t, ctypes.c_uint64, ctypes.c_size_t)
changed = _function("changed", ctypes.c_int, ctypes.c_uint64, ctypes.c_size_t, ctypes.c_size_t)


class Memory:
    """Bytes of the judge's, mapped here."""

    def __init__(self, find):
        size = ctypes.c_size_t()
        self.begin = find(ctypes.byref(size))
        self.bytes = size.value


def take():
    """The judge's inputs and outputs."""
    failed = _take()
    if failed:
        os._exit(failed)
    return Memory(_inputs), Memory(_outputs)


def program():
    size = ctypes.c_size_t()
    return ctypes.string_at(_program(ctypes.byref(size)), size.value)


def next_call(go=Go()):
    _next(ctypes.byref(go))
    return go


def leave(code, why, encode=str.encode, leave_process=_leave):
    leave_process(code, encode(why, "utf-8", "replace")[:500])


def files_can_be_confined():
    """Landlock will hold what confine_device says."""
    return _can_confine_files() == 1


def _paths(folders):
    return (ctypes.c_char_p * (len(folders) + 1))(*[os.fsencode(folder) for folder in folders], None)


def confine(folders, more):
    return _confine(_paths(folders), more)


def confine_device(writable, folders, more):
    return _confine_device(os.fsencode(writable), _paths(folders), more)
