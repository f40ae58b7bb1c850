"""One call after another: the judge's inputs as tensors, the candidate's model, its outputs back."""

import contextlib
import ctypes

import frozen
import outputs
import wire

_MARGIN = 4096  # as far as the judge's poison reaches round the tensors
_ALIGNMENT = 512
_WARMING = 3  # calls at new sizes before one is timed: compilers and allocators of Python are done after two


class Processor:
    """Tensors on the judge's memory itself, which is mapped read-only: whoever writes to an input ends there."""

    name = "cpu"

    def __init__(self, memory):
        self._bytes = (ctypes.c_ubyte * memory.bytes).from_address(memory.begin)

    def inputs(self, program, go, dims):
        tensors = []
        for one, offset in zip(program.inputs, go.input_offset):
            shape = one.shape(dims)
            count = 1
            for extent in shape:
                count *= extent
            tensor = frozen.frombuffer(self._bytes, dtype=frozen.dtype_named(one.dtype), count=count, offset=offset)
            tensors.append(frozen.view(tensor, shape))
        return tensors

    def changed(self):
        return False


class Device:
    """Tensors in copies of the judge's memory, by turns at two places, margins and poison copied too."""

    name = "cuda"

    def __init__(self, memory):
        self._memory = memory
        self._places = [None, None]
        self._turn = 0
        self._last = None

    def inputs(self, program, go, dims):
        spans = []
        for one, offset in zip(program.inputs, go.input_offset):
            shape = one.shape(dims)
            size = frozen.element_size(frozen.empty(0, dtype=frozen.dtype_named(one.dtype)))
            for extent in shape:
                size *= extent
            spans.append((one, shape, offset, size))
        begin = max(0, min(span[2] for span in spans) - _MARGIN)
        end = min(self._memory.bytes, max(span[2] + span[3] for span in spans) + _MARGIN)
        self._turn = 1 - self._turn
        place = self._places[self._turn]
        if place is None or frozen.numel(place) < end - begin + _ALIGNMENT:
            place = self._places[self._turn] = frozen.empty(end - begin + _ALIGNMENT, dtype=frozen.uint8, device="cuda")
        base = frozen.data_ptr(place)
        wire.copy_in(base, self._memory.begin + begin, end - begin)
        self._last = (base, begin, end - begin)
        tensors = []
        for one, shape, offset, size in spans:
            flat = place[offset - begin : offset - begin + size]
            tensors.append(frozen.view(frozen.view(flat, frozen.dtype_named(one.dtype)), shape))
        return tensors

    def changed(self):
        base, begin, size = self._last
        return bool(wire.changed(base, self._memory.begin + begin, size))


class Runner:
    def __init__(self, program, model, memory, launches, on_gpu):
        inputs, self._outputs = memory
        self._program = program
        self._model = model
        self._launches = launches
        self._place = Device(inputs) if on_gpu else Processor(inputs)
        self._inputs = self._values = self._dims = None
        self._warm = set() if on_gpu else None

    def _dims_of(self, go):
        return dict(zip(self._program.dims, go.dim))

    def bring_in(self, go):
        self._dims = self._dims_of(go)
        self._values = None
        self._inputs = self._place.inputs(self._program, go, self._dims)
        self._warm_up()

    def _warm_up(self):
        """The judge leaves a process's first call at a case's sizes out of its timing, so nothing is gained by it."""
        sizes = tuple(self._dims.values())
        if self._warm is None or sizes in self._warm:
            return
        self._warm.add(sizes)
        with frozen.no_grad():
            for _ in range(_WARMING):
                self._model.call(self._inputs, self._dims)

    def warm_up_ahead(self, go):
        """At these sizes, on tensors of zeros: what must be compiled is, and nothing of the judge's was seen."""
        dims = self._dims_of(go)
        shapes = [(one.shape(dims), frozen.dtype_named(one.dtype)) for one in self._program.inputs]
        inputs = [frozen.zeros(shape, dtype=dtype, device=self._place.name) for shape, dtype in shapes]
        with frozen.no_grad(), contextlib.suppress(Exception):  # what cannot be called with zeros is compiled later
            for _ in range(_WARMING):
                self._model.call(inputs, dims)

    def launch(self):
        before = self._launches.number()
        with frozen.no_grad():
            self._values = self._model.call(self._inputs, self._dims)
        return self._launches.number() > before

    def bring_back(self, go):
        values = outputs.listed(self._values, self._program.outputs)
        outputs.check(values, self._program, self._dims, self._inputs, self._place.name)
        if self._place.changed():
            wire.leave(wire.EXIT_INPUTS_CHANGED, "it changed its inputs")
        offsets = [go.output_offset[i] for i in range(go.outputs)]
        outputs.copy_back(values, offsets, self._outputs, self._place.name)
        self._values = None
