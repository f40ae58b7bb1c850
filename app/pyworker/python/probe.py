"""Says as JSON what this Python has for the target triton, without loading it."""

import importlib.metadata
import importlib.util
import json
import os
import sys

_SYSTEM = ("/usr/", "/lib/", "/lib64/", "/bin/", "/opt/")


def _version(name):
    try:
        return importlib.metadata.version(name) if importlib.util.find_spec(name) else ""
    except importlib.metadata.PackageNotFoundError:
        return ""


def _folders():
    folders = {sys.prefix, sys.base_prefix, os.path.dirname(os.path.dirname(os.path.realpath(sys.executable)))}
    for name in ("torch", "triton", "numpy"):
        spec = importlib.util.find_spec(name)
        if spec and spec.origin:
            folders.add(os.path.dirname(os.path.dirname(spec.origin)))
    outside = sorted(folder for folder in folders if folder and not (folder + "/").startswith(_SYSTEM))
    return [one for one in outside if not any(one.startswith(other + "/") for other in outside)]


def _device():
    """The first GPU's name, or why there is none."""
    import ctypes

    try:
        driver = ctypes.CDLL("libcuda.so.1")
    except OSError:
        return "", "NVIDIA's driver is not installed"
    count = ctypes.c_int(0)
    if driver.cuInit(0) != 0 or driver.cuDeviceGetCount(ctypes.byref(count)) != 0 or count.value == 0:
        return "", "the driver shows no GPU"
    name = ctypes.create_string_buffer(256)
    driver.cuDeviceGetName(name, 255, 0)
    return name.value.decode("utf-8", "replace"), ""


def main():
    device, why = _device()
    print(
        json.dumps(
            {
                "program": sys.executable,
                "torch": _version("torch"),
                "triton": _version("triton"),
                "folders": _folders(),
                "device": device,
                "why": why,
            }
        )
    )


main()
