"""Loads a candidate: a file in the paper's form (TritonModel, or PytorchModel for a baseline) or in KernelBench's
(ModelNew, or Model), and calls its model on the judge's inputs."""

import inspect
import linecache
import sys
import types

import frozen

_NEW = ("TritonModel", "ModelNew")
_OLD = ("PytorchModel", "Model")

_signature = inspect.signature
_keywords = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.POSITIONAL_ONLY)


class NoModel(Exception):
    pass


def run_file(source, name):
    """The names that a file defines. Its text is where Triton looks for a kernel's."""
    path = f"/{name}.py"
    module = types.ModuleType(name)
    module.__file__ = path
    sys.modules[name] = module
    linecache.cache[path] = (len(source), None, source.splitlines(True), path)
    exec(compile(source, path, "exec"), module.__dict__)
    return module.__dict__


def _task_names(parameters):
    """Parameters under the names that an imported problem's task has for them: the places in a sequence are left out,
    and a name that is taken gets a number."""
    named = {}
    for name, parameter in parameters:
        short = "_".join(part for part in name.lower().split(".") if not part.isdigit())
        number = 2
        wanted = short
        while wanted in named:
            wanted = f"{short}_{number}"
            number += 1
        named[wanted] = parameter
    return named


class Model:
    """A candidate's model for each size. Sizes are kept apart: a model may hold tensors of its size."""

    def __init__(self, program, device):
        self._program = program
        self._device = device
        self._by_dims = {}
        wanted = _OLD if program.is_baseline else _NEW
        self._names = run_file(program.source, "candidate")
        found = [name for name in wanted if isinstance(self._names.get(name), type)]
        if not found:
            raise NoModel(f"it defines no {wanted[0]} and no {wanted[1]}")
        self._class = self._names[found[0]]
        self._bench = found[0] == wanted[1]  # in KernelBench's form
        self._problem = run_file(program.reference, "problem") if self._bench and program.reference else self._names
        self._sizes = self._size_constants() if self._bench else []
        self._sized_for = None

    def _size_constants(self):
        """Constants of the problem that are dims, in its file and, where it has them too, in the candidate's."""
        sizes = [(name, value) for name, value in self._problem.items()
                 if type(value) is int and name.lower() in self._program.dims]
        return [(names, name) for name, value in sizes for names in (self._problem, self._names)
                if type(names.get(name)) is int and names[name] == value]

    def _set_sizes(self, dims):
        """What a model in KernelBench's form makes itself of, and what its forward may read, are constants there."""
        for names, constant in self._sizes:
            names[constant] = dims[constant.lower()]

    def _arguments(self):
        """Of a model in KernelBench's form, by the problem's own function."""
        make = self._problem.get("get_init_inputs") or self._names.get("get_init_inputs") or (lambda: [])
        made = make()
        if isinstance(made, dict):
            return [], made
        if len(made) == 2 and isinstance(made[0], (list, tuple)) and isinstance(made[1], dict):
            return made
        return made, {}

    def _make(self, dims):
        listed, named = self._arguments() if self._bench else ([], {})
        model = self._class(*listed, **named)
        if self._device != "cpu":
            model = model.to(self._device)
        if not self._bench:
            model = model.eval()  # KernelBench calls a model in the mode that it is made in
        by_name = _task_names(model.named_parameters()) if self._bench else {}
        taken = [(i, by_name[one.name]) for i, one in enumerate(self._program.inputs) if one.name in by_name]
        given = [i for i, one in enumerate(self._program.inputs) if one.name not in by_name]
        accepted = [p.name for p in _signature(model.forward).parameters.values() if p.kind in _keywords]
        sizes = {name: value for name, value in dims.items() if name in accepted[len(given) :]}
        forward = model
        if tuple(dims.values()) in self._program.compile_at:
            forward = frozen.compiled(model, self._program.compile)
        return forward, taken, given, sizes

    def call(self, inputs, dims):
        key = tuple(dims.values())
        if self._sizes and key != self._sized_for:
            self._set_sizes(dims)
            self._sized_for = key
        made = self._by_dims.get(key)
        if made is None:
            made = self._by_dims[key] = self._make(dims)
        forward, taken, given, sizes = made
        for i, parameter in taken:
            parameter.data = inputs[i]
        return forward(*[inputs[i] for i in given], **sizes)
