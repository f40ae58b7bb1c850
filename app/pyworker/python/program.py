"""What a worker is given: a JSON document that core/evaluate/toolchain/pythontoolchain.cpp writes."""

import ast
import json
import operator

_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
}
_FUNCTIONS = {"min": min, "max": max, "ceil": lambda a, b: -(-a // b)}


def _value(node, dims):
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return dims[node.id]
    if isinstance(node, ast.UnaryOp):
        return -_value(node.operand, dims)
    if isinstance(node, ast.BinOp):
        return _OPERATORS[type(node.op)](_value(node.left, dims), _value(node.right, dims))
    return _FUNCTIONS[node.func.id](*[_value(argument, dims) for argument in node.args])


class Tensor:
    """A tensor of the task: its name, the name of its type, and its shape at some dims."""

    def __init__(self, document):
        self.name = document["name"]
        self.dtype = document["dtype"]
        self._shape = [ast.parse(text, mode="eval").body for text in document["shape"]]

    def shape(self, dims):
        return tuple(int(_value(extent, dims)) for extent in self._shape)


class Program:
    def __init__(self, text):
        document = json.loads(text)
        self.task = document["task"]
        self.dims = document["dims"]
        self.inputs = [Tensor(one) for one in document["inputs"]]
        self.outputs = [Tensor(one) for one in document["outputs"]]
        self.language = document["language"]
        self.source = document["source"]
        self.reference = document["reference"]  # of the task, in Python; may be empty
        self.compile = document["compile"]  # a mode of torch.compile for a baseline, or empty
        # Where it is compiled: a search for the best form takes a minute at each size, and at those that are only checked
        # it would be for nothing.
        self.compile_at = [tuple(sizes) for sizes in document["compile_at"]]
        # Folders below the scratch folder: one of its own that outlives the worker, or one whose launchers it may take.
        self.cache = document["cache"]
        self.launchers = document["launchers"]

    @property
    def is_baseline(self):
        return self.language == "torch"
