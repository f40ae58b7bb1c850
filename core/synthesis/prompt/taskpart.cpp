#include "core/synthesis/prompt/taskpart.h"

#include "core/opencl/manifest.h"
#include "core/synthesis/prompt/figures.h"
#include "core/synthesis/prompt/hostiletext.h"

namespace espalier::prompting {
namespace {

constexpr const char* kManifestRules =
    "The head of the source, before its first line of code, holds the launch manifest:\n"
    "- // launch: KERNEL global(SIZES) local(SIZES) args(LIST): run this kernel; several lines run in order, at most "
    "16\n"
    "- // scratch: NAME TYPE[SIZE]: a device buffer of your own, not cleared between calls, at most 8\n"
    "- #define NAME number: a constant that sizes may use; // tune: 4 16 64 behind it marks one worth varying\n"
    "- SIZES are one to three expressions over dims and constants (+ - * / %, min, max, ceil(a, b) = a / b rounded "
    "up), "
    "as many for global as for local; each local size divides its global size in every case: ceil(n, WG) * WG\n"
    "- LIST names inputs, outputs and scratch buffers (__global T*), dims (long) and local TYPE[SIZE] (__local T*), in "
    "the order of the kernel's parameters; TYPE is float, double, int or long\n";

std::string shapeOf(const Tensor& tensor)
{
    std::string shape;
    for (const Expression& extent : tensor.shape) {
        shape += (shape.empty() ? "" : ", ") + extent.text();
    }
    return "[" + shape + "]";
}

std::string tensorLines(const Task& task)
{
    std::string lines;
    for (const Tensor& input : task.inputs) {
        lines += "- " + input.name + ": input, " + std::string(toText(input.dtype)) + " " + shapeOf(input) + "\n";
    }
    for (const Tensor& output : task.outputs) {
        lines += "- " + output.name + ": output, " + std::string(toText(output.dtype)) + " " + shapeOf(output) + "\n";
    }
    return lines;
}

/// The sizes a candidate's author may know: those of hidden cases are what tells a kernel from a lookup table.
std::string caseLines(const Task& task)
{
    std::string lines;
    for (const CaseRole role : {CaseRole::Smoke, CaseRole::Cpu}) {
        for (const Case* one : task.casesOf(role)) {
            std::string sizes;
            for (const auto& [name, value] : one->dims) {
                sizes += (sizes.empty() ? "" : ", ") + name + " " + std::to_string(value);
            }
            lines += "- " + oneLine(one->name) + (role == CaseRole::Cpu ? " (checked and timed): " : " (checked): ") +
                     sizes + "\n";
        }
    }
    return lines + "- further sizes, odd, prime and 1 among them, are checked and not shown\n";
}

std::string toleranceLines(const Task& task)
{
    const Tolerance& tolerance = task.tolerance;
    return "An element of a float output is right when |got - expected| <= " + figure(tolerance.rtol) +
           " * |expected| + " + figure(tolerance.scale) +
           " * RMS(expected); integers must be equal.\n"
           "Sums may " +
           (tolerance.reassociation ? "" : "not ") + "be reordered. A precision below the declared one is " +
           (tolerance.lowerPrecision ? "allowed within this tolerance.\n" : "refused.\n");
}

void addDeviceContract(PromptPart& part, const Task& task)
{
    std::string parameters;
    for (const Tensor& input : task.inputs) {
        parameters += "__global const " + std::string(deviceName(input.dtype)) + "* " + input.name + "\n";
    }
    for (const Tensor& output : task.outputs) {
        parameters += "__global " + std::string(deviceName(output.dtype)) + "* " + output.name + "\n";
    }
    for (const std::string& dim : task.dims) {
        parameters += "long " + dim + "\n";
    }
    part.addFenced("The source is OpenCL C without host code. These are what its kernels may take:\n\n", parameters,
                   "opencl");
    part.addLines("", kManifestRules);
}

} // namespace

PromptPart taskPart(const Task& task, const std::string& language)
{
    PromptPart part("task", "Task and contract");
    part.addFenced("The operator " + task.name + ": " + oneLine(task.summary) + "\n\n", task.definition, "text");
    if (language == "opencl") {
        addDeviceContract(part, task);
    } else {
        part.addFenced("The source is one C++20 file that defines this function, in the global namespace and with "
                       "exactly these types; this header is included before it:\n\n",
                       task.header(), "cpp");
    }
    part.addLines("Tensors are row-major and contiguous, start at multiples of 64 bytes and do not overlap:\n",
                  tensorLines(task));
    part.addLines("Sizes:\n", caseLines(task));
    part.addLines("", toleranceLines(task));
    part.addLines("", "One call counts " + task.flops.text() + " useful operations and " + task.bytes.text() +
                          " compulsory bytes.\n");
    return part;
}

} // namespace espalier::prompting
