#include "core/handover/pythondispatcher.h"

#include "core/diagnose/figures.h"
#include "core/handover/cpptest.h"
#include "core/handover/sourcetext.h"

#include <algorithm>

namespace espalier::handover {
namespace {

std::string moduleHead(const Handover& handover, const std::string& what)
{
    return licenceLines("#", handover.licence) + "# From " + commentText(originText(handover.session)) + ".\n\"\"\"" +
           what + "\"\"\"\n\n";
}

/// "(1024, 768,)": with one size too.
std::string tuple(const std::vector<std::int64_t>& sizes)
{
    std::string text = "(";
    for (const std::int64_t size : sizes) {
        text += std::to_string(size) + ", ";
    }
    return text.substr(0, text.size() - (sizes.size() > 1 ? 2 : 1)) + ")";
}

/// Where a size is the extent of an input: "x.shape[0]".
std::optional<std::string> extentOf(const Task& task, const std::string& dim)
{
    for (const Tensor& input : task.inputs) {
        for (std::size_t axis = 0; axis < input.shape.size(); ++axis) {
            if (input.shape[axis].text() == dim) {
                return input.name + ".shape[" + std::to_string(axis) + "]";
            }
        }
    }
    return std::nullopt;
}

std::string inputNames(const Task& task)
{
    std::vector<std::string> list;
    for (const Tensor& input : task.inputs) {
        list.push_back(input.name);
    }
    return listed(list);
}

/// Sizes that have to be passed by name.
std::vector<std::string> freeDims(const Task& task)
{
    std::vector<std::string> list;
    std::ranges::copy_if(task.dims, std::back_inserter(list),
                         [&](const std::string& dim) { return !extentOf(task, dim); });
    return list;
}

/// "{"mean": 0.0}" as numbers at one case's sizes.
std::string parameterText(const Tensor& input, const Dims& dims)
{
    std::string text;
    for (const auto& [name, expression] : input.distribution.parameters) {
        text += (text.empty() ? "" : ", ") + stringLiteral(name) + ": " + literal(expression.value(dims));
    }
    return "{" + text + "}";
}

std::string caseText(const Task& task, const TestedCase& one)
{
    Dims dims;
    for (std::size_t i = 0; i < one.sizes.size(); ++i) {
        dims.emplace_back(task.dims[i], one.sizes[i]);
    }
    std::string text = "    (" + stringLiteral(one.name) + ", " + tuple(one.sizes) + ", " +
                       (one.choice.empty() ? "None" : stringLiteral(one.choice)) + ", [\n";
    for (const Tensor& input : task.inputs) {
        std::vector<std::int64_t> shape;
        for (const Expression& extent : input.shape) {
            shape.push_back(static_cast<std::int64_t>(extent.value(dims)));
        }
        const auto other = std::ranges::find(task.inputs, input.distribution.other, &Tensor::name);
        text += "        (" + stringLiteral(input.distribution.kind) + ", " + stringLiteral(toText(input.dtype)) +
                ", " + tuple(shape) + ", " + parameterText(input, dims) + ", " +
                (other == task.inputs.end() ? "None" : std::to_string(other - task.inputs.begin())) + "),\n";
    }
    return text + "    ]),\n";
}

constexpr const char* kLoader = R"(
def _model(name):
    """The model of a kernel's file, made when it is first called."""
    if name not in _models:
        path = pathlib.Path(__file__).parent / "kernels" / f"{name}.py"
        spec = importlib.util.spec_from_file_location(f"{__name__}_{name}", path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        _models[name] = finished(name, getattr(module, "TritonModel", None) or module.PytorchModel)
    return _models[name]
)";

constexpr const char* kTestBody = R"(

def inputs_of(tensors):
    maker = torch.Generator().manual_seed(20261122)
    made = []
    for kind, dtype, shape, parameters, other in tensors:
        made.append(check.draw(kind, dtype, shape, parameters, None if other is None else made[other], maker))
    return made


def call(model, inputs, sizes):
    accepted = [p for p in inspect.signature(model.forward).parameters][len(inputs) :]
    named = dict(zip(table.DIMS, sizes))
    outputs = model(*inputs, **{name: named[name] for name in accepted if name in named})
    return outputs if isinstance(outputs, (tuple, list)) else (outputs,)


class TestDispatcher(unittest.TestCase):
    def test_it_picks_what_the_table_says(self):
        for name, sizes, expected, _ in CASES:
            with self.subTest(case=name):
                if expected is not None:
                    self.assertEqual(table.choice(*sizes), expected)

    @unittest.skipUnless(torch is not None and torch.cuda.is_available(), "there is no GPU here")
    def test_what_it_calls_is_right(self):
        self._check("cuda", lambda tensors: True)

    @unittest.skipUnless(os.environ.get("TRITON_INTERPRET") == "1", "TRITON_INTERPRET is not 1")
    def test_what_it_calls_is_right_by_the_interpreter(self):
        self._check("cpu", lambda tensors: sum(math.prod(t[2]) for t in tensors) <= 1 << 16)

    def _check(self, device, is_wanted):
        for name, sizes, _, tensors in CASES:
            if not is_wanted(tensors):
                continue
            drawn = inputs_of(tensors)
            wide = [t.to(device=device, dtype=torch.float64) if t.is_floating_point() else t.to(device) for t in drawn]
            expected = call(reference.PytorchModel().to(device), wide, sizes)
            for kernel in ("the dispatcher", *table.KERNELS):
                model = dispatch.Dispatcher() if kernel == "the dispatcher" else dispatch._model(kernel)
                got = call(model, [t.to(device) for t in drawn], sizes)
                for i, (one, want) in enumerate(zip(got, expected, strict=True)):
                    with self.subTest(case=name, kernel=kernel, output=i):
                        self.assertIsNone(check.difference(one, want, RTOL, SCALE))


if __name__ == "__main__":
    unittest.main()
)";

} // namespace

std::string tableModule(const Handover& handover)
{
    const DispatchTable& table = handover.table;
    std::vector<std::string> dimLiterals;
    std::ranges::transform(table.dims, std::back_inserter(dimLiterals),
                           [](const std::string& d) { return stringLiteral(d); });
    std::string text = moduleHead(handover, "Which kernel of " + handover.task.name + " is called at which shape.") +
                       (table.nearest ? "import math\n\n" : "") + "DIMS = (" + listed(dimLiterals) + ",)\n" +
                       "# Speedups over " + commentText(table.baseline) +
                       " with 99 % intervals, as they were measured.\nTABLE = {\n";
    for (const DispatchRow& row : table.rows) {
        text += "    " + tuple(row.sizes) + ": " + stringLiteral(choiceText(table, row.node)) + ",  # " +
                commentText(row.name, 60) + ": " +
                (row.node ? vouchedText(row) + ", " + msText(row.ms) : "no kernel is proven faster") + "\n";
    }
    text += "}\nKERNELS = (";
    for (const HandedKernel& kernel : handover.kernels) {
        text += stringLiteral(kernel.name) + ", ";
    }
    const std::string dims = listed(table.dims);
    text += ")\n\n\ndef choice(" + dims +
            "):\n    \"\"\"What is called at this shape: \"node 12\", or \"baseline\".\"\"\"\n    sizes = (" + dims +
            ",)\n";
    if (!table.nearest) {
        return text + "    return TABLE.get(sizes, \"baseline\")  # nobody measured other shapes\n";
    }
    return text +
           "    if sizes in TABLE or min(sizes) < 1:\n        return TABLE.get(sizes, \"baseline\")\n"
           "    # The measured shape that is nearest in the logarithms of its sizes; the first of equally near ones.\n"
           "    nearest = min(TABLE, key=lambda row: sum(math.log(a / b) ** 2 for a, b in zip(sizes, row)))\n"
           "    return TABLE[nearest]\n";
}

std::string dispatcherModule(const Handover& handover)
{
    const Task& task = handover.task;
    const std::string table = task.name + "_table";
    std::string text = moduleHead(handover, "Calls the kernel of " + task.name +
                                                " that won at each measured shape, and the baseline elsewhere.") +
                       "import importlib.util\nimport inspect\nimport pathlib\nimport sys\n\nimport torch\n\nimport " +
                       table + "\n\n_models = {}\n\n\ndef finished(name, model):\n    made = model().eval()\n";
    if (!handover.baseline->candidate.options.empty()) {
        text += "    if name == \"baseline\":  # as it was measured\n        made.compile(mode=" +
                stringLiteral(handover.baseline->candidate.options.front()) + ")\n";
    }
    text += "    return made\n\n" + std::string(kLoader) +
            "\n\nclass Dispatcher(torch.nn.Module):\n    def forward(self, " + inputNames(task);
    for (const std::string& dim : freeDims(task)) {
        text += ", " + dim;
    }
    text += "):\n        sizes = {\n";
    for (const std::string& dim : task.dims) {
        text += "            " + stringLiteral(dim) + ": " + extentOf(task, dim).value_or(dim) + ",\n";
    }
    text += "        }\n        inputs = (" + inputNames(task) +
            ",)\n        # Kernels were measured on contiguous tensors.\n        plain = all(t.is_contiguous() for t "
            "in inputs)\n"
            "        chosen = " +
            table +
            ".choice(**sizes) if plain else \"baseline\"\n        model = _model(chosen.replace(\" \", \"_\"))\n"
            "        accepted = list(inspect.signature(model.forward).parameters)[len(inputs) :]\n"
            "        return model(*inputs, **{name: sizes[name] for name in accepted if name in sizes})\n";
    return text;
}

std::string kernelModule(const Handover& handover, const HandedKernel& kernel)
{
    return licenceLines("#", handover.licence) + "# " + kernel.name + ", from " +
           commentText(originText(handover.session)) + ".\n" + kernel.candidate.source;
}

std::string testModule(const Handover& handover)
{
    const Task& task = handover.task;
    std::string text =
        moduleHead(handover, "Checks that the dispatcher picks what its table says, and that every kernel is right.") +
        "import inspect\nimport math\nimport os\nimport pathlib\nimport sys\nimport unittest\n\n"
        "sys.path.insert(0, str(pathlib.Path(__file__).parent))\n\nimport " +
        task.name + "_table as table\n\ntry:\n    import torch\n\n    import check\n    import reference\n    import " +
        task.name +
        " as dispatch\nexcept ImportError:  # what is picked can be checked without\n    torch = None\n\nRTOL = " +
        literal(task.tolerance.rtol) + "\nSCALE = " + literal(task.tolerance.scale) +
        "\nCASES = [  # name, sizes, what is picked, inputs: kind, type, shape, parameters, the input it draws from\n";
    for (const TestedCase& one : testedCases(handover)) {
        text += caseText(task, one);
    }
    return text + "]\n" + kTestBody;
}

} // namespace espalier::handover
