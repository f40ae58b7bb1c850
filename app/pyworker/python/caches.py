"""Where compilers of a process find and leave what they make.

Below the scratch folder of a task each baseline has a folder that outlives its processes, and so have our own helpers;
nothing of a candidate ever runs in a process that may write one of these. A candidate's folder is its process's alone:
what one process of it left to the next could be answers."""

import os
import shutil
import tempfile

import wire

_VARIABLES = ("TMPDIR", "HOME", "TRITON_HOME", "TRITON_CACHE_DIR", "TORCHINDUCTOR_CACHE_DIR", "XDG_CACHE_HOME")
_LAUNCHER = "__triton_launcher"


def _own(scratch):
    return tempfile.mkdtemp(prefix="own-", dir=scratch)


def _kept(scratch, name):
    """A folder that outlives the process; where Landlock does not keep others out of it, one that does not."""
    if not wire.files_can_be_confined():
        return _own(scratch)
    folder = os.path.join(scratch, os.path.basename(name))
    os.makedirs(folder, exist_ok=True)
    return folder


def helpers(scratch):
    return _kept(scratch, "helpers")


def _take_launchers(source, folder):
    """Copies what the C compiler made of Triton's own code, for each list of parameters' types: nothing of a kernel, and
    most candidates have the seed's. Found by the hash of that code. Copies: who has a link may write through it."""
    for entry in os.scandir(source) if os.path.isdir(source) else ():
        for file in os.scandir(entry.path) if entry.is_dir(follow_symlinks=False) else ():
            if file.name.startswith(_LAUNCHER) and file.is_file(follow_symlinks=False):
                os.makedirs(os.path.join(folder, entry.name), exist_ok=True)
                shutil.copyfile(file.path, os.path.join(folder, entry.name, file.name))


def of_program(scratch, program):
    """The folder that the process of this program may write, in which its compilers are told to."""
    if program.cache:
        folder = _kept(scratch, program.cache)
    else:
        folder = _own(scratch)
        if program.launchers and wire.files_can_be_confined():
            _take_launchers(os.path.join(scratch, os.path.basename(program.launchers)), folder)
    for variable in _VARIABLES:
        os.environ[variable] = folder
    threads = len(os.sched_getaffinity(0)) if program.compile else 1  # see frozen.compiled()
    # torch asks whose folder it is.
    os.environ.update(USER="candidate", LOGNAME="candidate", TORCHINDUCTOR_COMPILE_THREADS=str(threads))
    tempfile.tempdir = folder
    return folder
