#include "core/handover/cpptest.h"

#include "core/base/file.h"
#include "core/base/words.h"
#include "core/handover/cppdispatcher.h"
#include "core/handover/sourcetext.h"
#include "core/opencl/manifest.h"

#include <algorithm>

namespace espalier::handover {
namespace {

/// "3.5", "double(rows)", "(Number(rows) * Number(2)).value".
std::string value(const Expression& expression)
{
    const std::string text(trimmed(expression.text()));
    const bool isName =
        text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") == std::string::npos;
    if (!text.empty() && text.find_first_not_of("0123456789.eE-+") == std::string::npos) {
        return literal(expression.value({}));
    }
    return isName ? "double(" + text + ")" : "(" + numberExpression(expression) + ").value";
}

/// "double(rows) * double(cols)"
std::string elements(const Tensor& tensor)
{
    std::string product;
    for (const Expression& extent : tensor.shape) {
        product += (product.empty() ? "" : " * ") + value(extent);
    }
    return product;
}

/// As the test and the reference hold elements.
std::string heldType(DType dtype)
{
    return dtype == DType::Float16    ? "espalier::Float16"
           : dtype == DType::BFloat16 ? "espalier::BFloat16"
                                      : std::string(cppName(dtype));
}

std::string expectedType(const Tensor& output)
{
    return isFloat(output.dtype) ? "double" : "int64_t";
}

std::string drawing(const Tensor& input)
{
    const Distribution& distribution = input.distribution;
    const std::string& kind = distribution.kind;
    const auto parameter = [&](const char* name, const char* otherwise) {
        const auto found = distribution.parameters.find(name);
        return ", " + (found == distribution.parameters.end() ? std::string(otherwise) : value(found->second));
    };
    const std::string row = ", " + value(input.shape.back());
    const std::string begin = "    check::";
    const std::string out = "(" + input.name + ", random";
    if (kind == "normal") {
        return begin + "normal" + out + row + parameter("mean", "0") + parameter("std", "1") +
               parameter("row_spread", "0") + parameter("spike", "1") + ");\n";
    }
    if (kind == "stride") {
        return begin + "stride(" + input.name + parameter("step", "1") + ");\n";
    }
    if (kind == "sorted") {
        return begin + "sorted" + out + row + parameter("low", "0") + parameter("high", "1") +
               parameter("sentinel", "0") + " == 1);\n";
    }
    if (kind == "sorted_unique") {
        return begin + "sortedUnique" + out + row + parameter("low", "0") + parameter("high", "1") + ");\n";
    }
    if (kind == "member_of") {
        return begin + "members" + out + ", " + distribution.other + parameter("share", "1") + parameter("low", "0") +
               parameter("high", "1") + ");\n";
    }
    return begin + (kind == "integers" ? "integers" : "uniform") + out + parameter("low", "0") +
           parameter("high", "1") + ");\n";
}

std::string toleranceOf(const Task& task, const Tensor& output)
{
    const FloatRange range = isHalf(output.dtype) ? rangeOf(output.dtype) : FloatRange{};
    return "{" + literal(task.tolerance.rtol) + ", " + literal(task.tolerance.scale) + ", " + literal(range.roundoff) +
           ", " + literal(range.underflow) + "}";
}

/// Writes the function that checks one case.
class CaseText
{
public:
    explicit CaseText(const Handover& handover) : m_handover(handover), m_task(handover.task), m_cuda(isCuda(handover))
    {
    }

    std::string text() const
    {
        return "bool isCaseRight(const std::string& name, const std::string& expected, " + dimParameters(m_task) +
               ")\n{\n    bool fine = expected.empty() || check::isPicked(name, " + m_task.name + "_choice(" +
               dimArguments(m_task) + "), expected);\n    check::Random random(20261122);\n" + inputs() + outputs() +
               reference() + (m_cuda ? copies() : "") + "    for (const auto& [kernelName, kernel] : kKernels) {\n" +
               run() + "    }\n    return fine;\n}\n";
    }

private:
    std::string inputs() const
    {
        std::string text;
        for (const Tensor& input : m_task.inputs) {
            text += "    check::Buffer<" + heldType(input.dtype) + "> " + input.name + "{" + elements(input) + "};\n" +
                    drawing(input);
        }
        return text;
    }

    std::string outputs() const
    {
        std::string text;
        for (const Tensor& output : m_task.outputs) {
            text += "    check::Buffer<" + heldType(output.dtype) + "> " + output.name + "{" + elements(output) +
                    "};\n" + "    std::vector<" + expectedType(output) + "> " + output.name + "_expected(" +
                    output.name + ".size());\n";
        }
        return text;
    }

    std::string reference() const
    {
        std::string list;
        for (const Tensor& input : m_task.inputs) {
            list += input.name + ".data(), ";
        }
        for (const Tensor& output : m_task.outputs) {
            list += output.name + "_expected.data(), ";
        }
        return "    " + m_task.name + "_reference(" + list + dimArguments(m_task) + ");\n";
    }

    std::string copies() const
    {
        std::string text;
        for (const Tensor& input : m_task.inputs) {
            text += "    check::OnDevice " + input.name + "_there(" + input.name + ");\n";
        }
        return text;
    }

    std::string run() const
    {
        std::string text = "        std::string what = name + \", \" + kernelName + \": \";\n" + frameworkCall();
        std::string compared;
        for (const Tensor& output : m_task.outputs) {
            text += "        " + output.name + ".poison();\n" +
                    (m_cuda ? "        check::OnDevice " + output.name + "_there(" + output.name + ");\n" : "");
            compared += "        fine = check::isSame(what + \"" + output.name + "\", " + output.name + ", " +
                        output.name + "_expected, " + toleranceOf(m_task, output) + ") && fine;\n";
        }
        return text + (m_cuda ? deviceCall() : "        kernel(" + hostArguments() + ");\n") + compared;
    }

    std::string hostArguments() const
    {
        std::string list;
        for (const auto* tensors : {&m_task.inputs, &m_task.outputs}) {
            for (const Tensor& tensor : *tensors) {
                list += tensor.name + ".data(), ";
            }
        }
        return list + dimArguments(m_task);
    }

    /// Where the framework stands in the dispatcher has to say so, and there is nothing to compare.
    std::string frameworkCall() const
    {
        if (m_handover.table.fallback != Fallback::Framework) {
            return {};
        }
        std::string none;
        for (std::size_t i = 0; i < m_task.inputs.size() + m_task.outputs.size(); ++i) {
            none += "nullptr, ";
        }
        const std::string status = frameworkStatus(m_handover);
        return "        if (kernel == ::" + m_task.name + " && " + m_task.name + "_choice(" + dimArguments(m_task) +
               ") == std::string(\"" + choiceText(m_handover.table, std::nullopt) + "\")) {\n            if (kernel(" +
               none + dimArguments(m_task) + ", nullptr) != " + status +
               ") {\n                std::printf(\"WRONG  %sit does not return " + status +
               "\\n\", what.c_str());\n                fine = false;\n            }\n            continue;\n        "
               "}\n";
    }

    std::string deviceCall() const
    {
        std::string list;
        std::string room;
        std::string fetched;
        for (const auto* tensors : {&m_task.inputs, &m_task.outputs}) {
            for (const Tensor& tensor : *tensors) {
                list += tensor.name + "_there.as<" + (tensors == &m_task.inputs ? "const " : "") +
                        elementName(tensor.dtype, Dialect::Cuda) + ">(), ";
                room += tensor.name + "_there.isFine() && ";
                fetched += tensors == &m_task.outputs ? " && " + tensor.name + "_there.fetch()" : "";
            }
        }
        return "        if (!(" + room + "kernel(" + list + dimArguments(m_task) +
               ", nullptr) == cudaSuccess && cudaDeviceSynchronize() == cudaSuccess" + fetched +
               ")) {\n            std::printf(\"WRONG  %sthe device says %s\\n\", what.c_str(), "
               "cudaGetErrorString(cudaGetLastError()));\n            return false;\n        }\n";
    }

    const Handover& m_handover;
    const Task& m_task;
    bool m_cuda;
};

std::string kernelList(const Handover& handover)
{
    const Dialect dialect = isCuda(handover) ? Dialect::Cuda : Dialect::Cpp;
    std::string text =
        "struct Named\n{\n    const char* name;\n    " + std::string(isCuda(handover) ? "cudaError_t" : "void") +
        " (*call)(" + parameters(handover.task, dialect) + (isCuda(handover) ? ", cudaStream_t stream" : "") +
        ");\n};\n\nconst Named kKernels[] = {\n    {\"the dispatcher\", ::" + handover.task.name + "},\n";
    for (const HandedKernel& kernel : withBaseline(handover)) {
        text += "    {\"" + kernel.name + "\", ::" + kernelNamespace(handover, kernel) +
                "::" + kernelFunction(handover) + "},\n";
    }
    return text + "};\n";
}

std::string referenceDeclaration(const Task& task)
{
    std::string list;
    for (const Tensor& input : task.inputs) {
        list += "const " + heldType(input.dtype) + "* " + input.name + ", ";
    }
    for (const Tensor& output : task.outputs) {
        list += expectedType(output) + "* " + output.name + ", ";
    }
    return "void " + task.name + "_reference(" + list + dimParameters(task) + ");\n";
}

std::string mainText(const Handover& handover)
{
    std::string text = "int main()\n{\n";
    if (isCuda(handover)) {
        text +=
            "    int devices = 0;\n    if (cudaGetDeviceCount(&devices) != cudaSuccess || devices == 0) {\n"
            "        std::printf(\"There is no GPU here, so nothing was checked.\\n\");\n        return 77;\n    }\n";
    }
    text += "    bool fine = true;\n";
    for (const TestedCase& one : testedCases(handover)) {
        text += "    fine = isCaseRight(" + stringLiteral(one.name) + ", " + stringLiteral(one.choice);
        for (const std::int64_t size : one.sizes) {
            text += ", " + std::to_string(size);
        }
        text += ") && fine;\n";
    }
    return text + "    std::printf(\"%s\\n\", fine ? \"All cases are right.\" : \"Not all is right.\");\n"
                  "    return fine ? 0 : 1;\n}\n";
}

} // namespace

std::vector<TestedCase> testedCases(const Handover& handover)
{
    std::vector<TestedCase> list;
    const auto add = [&](TestedCase one) {
        if (std::ranges::none_of(list, [&](const TestedCase& other) { return other.sizes == one.sizes; })) {
            list.push_back(std::move(one));
        }
    };
    const auto measured = [&](const std::vector<std::int64_t>& sizes) {
        return std::ranges::find(handover.table.rows, sizes, [](const DispatchRow& row) { return row.sizes; });
    };
    const auto addRole = [&](CaseRole role) {
        for (const Case* one : handover.task.casesOf(role)) {
            TestedCase tested{one->name, {}, handover.table.nearest ? "" : choiceText(handover.table, std::nullopt)};
            for (const auto& [name, size] : one->dims) {
                tested.sizes.push_back(size);
            }
            if (measured(tested.sizes) == handover.table.rows.end()) {
                add(std::move(tested));
            }
        }
    };
    addRole(CaseRole::Smoke);
    for (const DispatchRow& row : handover.table.rows) {
        add({row.name, row.sizes, choiceText(handover.table, row.node)});
    }
    addRole(CaseRole::Hidden);
    return list;
}

std::string dispatcherTest(const Handover& handover)
{
    const bool cuda = isCuda(handover);
    std::string text = licenceLines("//", handover.licence) +
                       "// Checks that the dispatcher picks what its table says, and that every kernel is right.\n"
                       "#include \"../" +
                       handover.task.name + ".h\"\n#include \"" + (cuda ? "device.h" : "check.h") +
                       "\"\n#include \"../number.h\"\n";
    text += handover.task.needsGpu() ? "#include \"halffloat.h\"\n" : "";
    return text + "\n" + referenceDeclaration(handover.task) + kernelDeclarations(handover) + "\nnamespace {\n\n" +
           kernelList(handover) + "\n" + CaseText(handover).text() + "\n} // namespace\n\n" + mainText(handover);
}

Result<std::string> referenceSource(const Handover& handover)
{
    const auto source = readFile(handover.task.referenceFile(), std::size_t{1} << 20);
    if (!source) {
        return source.error();
    }
    return licenceLines("//", handover.licence) + "// What is right, in double precision or exact integers.\n" +
           (handover.task.needsGpu() ? "#include \"halffloat.h\"\n\nusing float16 = espalier::Float16;\n"
                                       "using bfloat16 = espalier::BFloat16;\n\n"
                                     : "") +
           "#include <cstdint>\n" + *source;
}

} // namespace espalier::handover
