"""Reads a candidate without running it and says as JSON whether it can be one: its language, or what is wrong with it.
Written into the folder of a build, beside candidate.py. The sandbox is what holds a candidate; this gives clear words."""

import ast
import json
import re
import sys

_LANGUAGES = ("tilelang", "helion", "cutlass", "triton")
_NOT_FOR_KERNELS = {
    "ctypes", "_ctypes", "cffi", "subprocess", "multiprocessing", "socket", "mmap", "gc", "signal", "pty", "pickle",
    "marshal", "wire", "frozen", "runner", "espalier_worker",
}  # fmt: skip
_CLASSES = {"candidate": ("TritonModel", "ModelNew"), "baseline": ("PytorchModel", "Model")}


class Refused(Exception):
    def __init__(self, verdict, reason):
        super().__init__(reason)
        self.verdict = verdict


def _imports(tree):
    """(line, module, name under which the module itself stands)"""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                yield node.lineno, one.name, one.asname or one.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or "", None


def _imported_words(tree):
    """Every part of an imported name: of `from triton.language.extra import tlx` all four."""
    words = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            for name in [getattr(node, "module", None) or ""] + [one.name for one in node.names]:
                words.update(name.lower().split("."))
    return words - set(sys.stdlib_module_names) - {"", "torch", "numpy"}


def _language(source, modules, tree):
    named = re.search(r"^#\s*language:\s*([A-Za-z0-9_]{1,32})\s*$", source[:2000], re.MULTILINE)
    if named:
        language = named.group(1).lower()
        # Of other languages nobody counts the launches, so a comment alone must not make one.
        if language not in _imported_words(tree):
            raise Refused("build_failed", f"it says that its language is {language} and imports nothing of that name")
        return language
    roots = {module.split(".")[0] for module in modules}
    return next((language for language in _LANGUAGES if language in roots), "triton")


def _dotted(node):
    names = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return ".".join([node.id] + names[::-1]) if isinstance(node, ast.Name) else ""


def _refuse_replaced_names(tree, modules):
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
        for target in targets:
            name = _dotted(target) if isinstance(target, ast.Attribute) else ""
            if name.split(".")[0] in modules and not name.startswith("torch.backends."):
                raise Refused("blocked", f"it puts something else in the place of {name} (line {target.lineno})")


def _is_kernel(node):
    return isinstance(node, ast.FunctionDef) and any("jit" in ast.unparse(one) for one in node.decorator_list)


def check(source, kind):
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None)
        place = f"line {line}: " if line else ""
        raise Refused("build_failed", f"Python refused it: {place}{getattr(error, 'msg', None) or error}") from None
    imports = list(_imports(tree))
    language = _language(source, [module for _, module, _ in imports], tree)
    if kind == "candidate":
        for line, module, _ in imports:
            if module.split(".")[0] in _NOT_FOR_KERNELS:
                raise Refused("blocked", f"it imports {module}, which no kernel needs (line {line})")
        _refuse_replaced_names(tree, {name for _, _, name in imports if name})
    wanted = _CLASSES[kind]
    if not any(isinstance(node, ast.ClassDef) and node.name in wanted for node in ast.walk(tree)):
        raise Refused("build_failed", f"it defines no class {wanted[0]} and no class {wanted[1]}")
    if kind == "candidate" and language == "triton" and not any(_is_kernel(node) for node in ast.walk(tree)):
        raise Refused("build_failed", "it has no kernel: no function is decorated with triton.jit")
    return language


def main():
    with open("candidate.py", encoding="utf-8", errors="surrogateescape") as file:
        source = file.read()
    try:
        print(json.dumps({"language": check(source, sys.argv[1])}))
    except Refused as refused:
        print(json.dumps({"verdict": refused.verdict, "reason": str(refused)}))


main()
