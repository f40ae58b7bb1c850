#include "core/handover/cppdispatcher.h"

#include "core/diagnose/figures.h"
#include "core/handover/cudalauncher.h"
#include "core/handover/sourcetext.h"

#include <algorithm>

namespace espalier::handover {
namespace {

Dialect dialectOf(const Handover& handover)
{
    return isCuda(handover) ? Dialect::Cuda : Dialect::Cpp;
}

std::string fileHead(const Handover& handover, const std::string& what)
{
    return licenceLines("//", handover.licence) + "// " + commentText(what) + "\n// From " +
           commentText(originText(handover.session)) + ".\n";
}

/// What is behind the parameters where the kernels run in a stream.
std::string streamParameter(const Handover& handover)
{
    return isCuda(handover) ? ", cudaStream_t stream" : "";
}

std::string call(const Handover& handover, const HandedKernel& kernel)
{
    return "::" + kernelNamespace(handover, kernel) + "::" + kernelFunction(handover) + "(" + arguments(handover.task) +
           (isCuda(handover) ? ", stream" : "") + ")";
}

bool asksTheFramework(const Handover& handover)
{
    return handover.table.fallback == Fallback::Framework;
}

/// "Node12"
std::string enumerator(const Handover& handover, const std::optional<NodeNumber>& node)
{
    return node ? "Node" + std::to_string(*node) : asksTheFramework(handover) ? "Framework" : "Baseline";
}

/// "Kernel::Node12"
std::string constant(const Handover& handover, const std::optional<NodeNumber>& node)
{
    return "Kernel::" + enumerator(handover, node);
}

std::string tableText(const Handover& handover)
{
    std::string text = "struct Row\n{\n";
    for (const std::string& dim : handover.task.dims) {
        text += "    int64_t " + dim + ";\n";
    }
    text += "    Kernel kernel;\n};\n\n"
            "// Speedups over " +
            commentText(handover.table.baseline) +
            " with 99 % intervals, as they were measured.\nconstexpr Row kTable[] = {\n";
    for (const DispatchRow& row : handover.table.rows) {
        text += "    {";
        for (const std::int64_t size : row.sizes) {
            text += std::to_string(size) + ", ";
        }
        text += constant(handover, row.node) + "}, // " + commentText(row.name, 60) + ": " +
                (row.node ? vouchedText(row) + ", " + msText(row.ms)
                          : "no kernel is proven faster than the baseline's " + msText(row.baselineMs)) +
                "\n";
    }
    return text + "};\n";
}

std::string exactRule(const Task& task)
{
    std::string same;
    for (const std::string& dim : task.dims) {
        same += (same.empty() ? "row." : " && row.") + dim + " == " + dim;
    }
    return "    for (const Row& row : kTable) {\n        if (" + same +
           ") {\n            return row.kernel;\n        }\n    }\n";
}

std::string nearestRule(const Handover& handover)
{
    const std::string fallback = constant(handover, std::nullopt);
    std::string small;
    std::string distance;
    for (const std::string& dim : handover.task.dims) {
        small += (small.empty() ? "" : " || ") + dim + " < 1";
        distance += (distance.empty() ? "" : " + ") + ("apart(" + dim + ", row." + dim + ")");
    }
    return "    if (" + small + ") {\n        return " + fallback +
           ";\n    }\n"
           "    // The measured shape that is nearest in the logarithms of its sizes; the first of equally near ones.\n"
           "    Kernel nearest = " +
           fallback +
           ";\n    double least = std::numeric_limits<double>::infinity();\n"
           "    for (const Row& row : kTable) {\n        const double distance = " +
           distance +
           ";\n        if (distance < least) {\n            least = distance;\n            nearest = row.kernel;\n"
           "        }\n    }\n    return nearest;\n";
}

std::string chosenText(const Handover& handover)
{
    const Task& task = handover.task;
    std::string text;
    if (handover.table.nearest) {
        text += "/// The square of the distance of two sizes as logarithms.\ndouble apart(int64_t a, int64_t b)\n{\n"
                "    const double difference = std::log(static_cast<double>(a) / static_cast<double>(b));\n"
                "    return difference * difference;\n}\n\n";
    }
    text += "Kernel chosen(" + dimParameters(task) + ")\n{\n" + exactRule(task);
    text += handover.table.nearest
                ? nearestRule(handover)
                : "    return " + constant(handover, std::nullopt) + "; // nobody measured this shape\n";
    return text + "}\n";
}

std::string aligned(const Handover& handover)
{
    std::string test;
    for (const auto* tensors : {&handover.task.inputs, &handover.task.outputs}) {
        for (const Tensor& tensor : *tensors) {
            test += (test.empty() ? "isAligned(" : " && isAligned(") + tensor.name + ")";
        }
    }
    return test;
}

std::string functionText(const Handover& handover)
{
    const Task& task = handover.task;
    const bool cuda = isCuda(handover);
    const std::string fallback = constant(handover, std::nullopt);
    std::string text = (cuda ? "cudaError_t " : "void ") + task.name + "(" + parameters(task, dialectOf(handover)) +
                       streamParameter(handover) + ")\n{\n    const bool aligned = " + aligned(handover) +
                       ";\n    switch (aligned ? chosen(" + dimArguments(task) + ") : " + fallback + ") {\n";
    for (std::size_t i = 0; i < handover.kernels.size(); ++i) {
        text += "    case " + constant(handover, handover.table.nodes()[i]) + ":\n        " + (cuda ? "return " : "") +
                call(handover, handover.kernels[i]) + ";\n" + (cuda ? "" : "        return;\n");
    }
    return text + "    case " + fallback + ":\n        break;\n    }\n    " + (cuda ? "return " : "") +
           (handover.baseline ? call(handover, *handover.baseline) : frameworkStatus(handover)) + ";\n}\n";
}

std::string choiceFunctionText(const Handover& handover)
{
    const Task& task = handover.task;
    std::string text = "const char* " + task.name + "_choice(" + dimParameters(task) + ")\n{\n    switch (chosen(" +
                       dimArguments(task) + ")) {\n";
    for (const NodeNumber node : handover.table.nodes()) {
        text += "    case " + constant(handover, node) + ":\n        return \"" + choiceText(handover.table, node) +
                "\";\n";
    }
    return text + "    case " + constant(handover, std::nullopt) + ":\n        break;\n    }\n    return \"" +
           choiceText(handover.table, std::nullopt) + "\";\n}\n";
}

/// Of kernels: C's names know no namespace, and two of one name could not be linked together.
std::string withoutNamesOfC(std::string text)
{
    constexpr std::string_view kInC = "extern \"C\"";
    constexpr std::string_view kKernel = "__global__";
    for (std::size_t at = text.find(kInC); at != std::string::npos; at = text.find(kInC, at)) {
        const std::size_t next = text.find_first_not_of(" \t\r\n", at + kInC.size());
        if (next != std::string::npos && std::string_view(text).substr(next).starts_with(kKernel)) {
            text.erase(at, next - at);
        } else {
            at += kInC.size();
        }
    }
    return text;
}

/// Behind what is called at a shape: where the fallback stands in besides.
std::string unmeasuredText(const Handover& handover)
{
    return handover.table.nearest
               ? "; a shape that nobody measured is\n/// given to the kernel of the nearest measured one"
               : ", or where nobody measured the shape";
}

/// What the header says of the function.
std::string functionComment(const Handover& handover)
{
    const bool cuda = isCuda(handover);
    return "\n/// Calls the kernel that won at this shape, and the baseline where none did" + unmeasuredText(handover) +
           ".\n/// Tensors are row-major, contiguous, and do not overlap; the baseline is called where one does not "
           "start at a\n/// multiple of " +
           (cuda ? "256 bytes. Addresses are the device's, and all work goes into the stream.\n"
                 : "64 bytes, because kernels were measured on such tensors. Not for several threads at once.\n");
}

/// The same where the framework stands in, and before it the status that says so.
std::string frameworkComment(const Handover& handover)
{
    const std::string status = frameworkStatus(handover);
    return "\n/// \"Call the framework's own operator here\": it was measured as " +
           commentText(handover.table.baseline) +
           ", and nothing in this\n/// library is proven to be faster. No kernel has run, and outputs are as they "
           "were.\n"
           "constexpr cudaError_t " +
           status + " = cudaErrorNotSupported;\n\n/// Calls the kernel that won at this shape, and returns " + status +
           " where none did" + unmeasuredText(handover) +
           ".\n/// Tensors are row-major, contiguous, and do not overlap; it returns " + status +
           " too where\n/// one does not start at a multiple of 256 bytes. Addresses are the device's, and all work "
           "goes "
           "into the stream.\n";
}

} // namespace

std::string frameworkStatus(const Handover& handover)
{
    return handover.task.name + "_use_framework";
}

bool isCuda(const Handover& handover)
{
    return handover.session.settings.target == "cuda";
}

std::string kernelNamespace(const Handover& handover, const HandedKernel& kernel)
{
    // One of the two baselines is built, and called by the same name.
    return handover.task.name + "_kernels::" + (kernel.name == "baseline_vendor" ? "baseline" : kernel.name);
}

std::string kernelFunction(const Handover& handover)
{
    return isCuda(handover) ? kLauncher : handover.task.name;
}

std::string kernelDeclarations(const Handover& handover)
{
    std::string text;
    for (const HandedKernel& kernel : withBaseline(handover)) {
        text += "namespace " + kernelNamespace(handover, kernel) + " {\n" +
                (isCuda(handover) ? "cudaError_t " : "void ") + kernelFunction(handover) + "(" +
                parameters(handover.task, dialectOf(handover)) + streamParameter(handover) + ");\n}\n";
    }
    return text;
}

std::string dispatcherHeader(const Handover& handover)
{
    const Task& task = handover.task;
    const bool cuda = isCuda(handover);
    const auto has = [&](DType dtype) {
        const auto is = [dtype](const Tensor& tensor) { return tensor.dtype == dtype; };
        return std::ranges::any_of(task.inputs, is) || std::ranges::any_of(task.outputs, is);
    };
    std::string text = fileHead(handover, task.name + ": " + task.summary) + "#pragma once\n\n#include <cstdint>\n";
    text += cuda ? "#include <cuda_runtime.h>\n" : "";
    text += cuda && has(DType::Float16) ? "#include <cuda_fp16.h>\n" : "";
    text += cuda && has(DType::BFloat16) ? "#include <cuda_bf16.h>\n" : "";
    text += asksTheFramework(handover) ? frameworkComment(handover) : functionComment(handover);
    text += (cuda ? "cudaError_t " : "void ") + task.name + "(" + parameters(task, dialectOf(handover)) +
            streamParameter(handover) + ");\n\n/// What is called at this shape: \"node 12\", or \"" +
            choiceText(handover.table, std::nullopt) + "\".\nconst char* " + task.name + "_choice(" +
            dimParameters(task) + ");\n";
    return text;
}

std::string dispatcherSource(const Handover& handover)
{
    const Task& task = handover.task;
    std::string text =
        fileHead(handover, "Calls the kernel of " + task.name + " that won at each measured shape.") + "#include \"" +
        task.name + ".h\"\n\n" + (handover.table.nearest ? "#include <cmath>\n#include <limits>\n\n" : "") +
        kernelDeclarations(handover) + "\nnamespace {\n\nenum class Kernel { " + enumerator(handover, std::nullopt);
    for (const NodeNumber node : handover.table.nodes()) {
        text += ", " + enumerator(handover, node);
    }
    return text + " };\n\n" + tableText(handover) + "\n" + chosenText(handover) +
           "\nbool isAligned(const void* tensor)\n{\n    return reinterpret_cast<uintptr_t>(tensor) % " +
           (isCuda(handover) ? "256" : "64") + " == 0;\n}\n\n} // namespace\n\n" + functionText(handover) + "\n" +
           choiceFunctionText(handover);
}

Result<std::string> kernelSource(const Handover& handover, const HandedKernel& kernel)
{
    std::string options = kernel.candidate.compiler;
    for (const std::string& option : kernel.candidate.options) {
        options += " " + option;
    }
    std::string body = kernel.candidate.source;
    if (isCuda(handover)) {
        body = withoutNamesOfC(body);
        const auto launcher = cudaLauncher(handover.task, kernel.candidate.source);
        if (!launcher) {
            return launcher.error();
        }
        body += (body.ends_with('\n') ? "\n" : "\n\n") + *launcher;
    }
    return fileHead(handover, kernel.name + ", measured as built by " + options) + "#include <cstdint>\n" +
           (isCuda(handover) ? "#include <cuda_runtime.h>\n#include \"../number.h\"\n" : "") + "\n" +
           inNamespace(body, kernelNamespace(handover, kernel));
}

} // namespace espalier::handover
