#include "core/synthesis/prompt/taskpart.h"

#include "core/opencl/manifest.h"
#include "core/synthesis/prompt/figures.h"
#include "core/synthesis/prompt/hostiletext.h"

namespace espalier::prompting {
namespace {

/// OpenCL's and CUDA's, up to what a launch's arguments are for the kernel.
constexpr const char* kManifestRules =
    "The head of the source, before its first line of code, holds the launch manifest:\n"
    "- // launch: KERNEL global(SIZES) local(SIZES) args(LIST): run this kernel; several lines run in order, at most "
    "16\n"
    "- // scratch: NAME TYPE[SIZE]: a device buffer of your own, not cleared between calls, at most 8\n"
    "- #define NAME number: a constant that sizes may use; // tune: 4 16 64 behind it marks one worth varying\n"
    "- SIZES are one to three expressions over dims and constants (+ - * / %, min, max, ceil(a, b) = a / b rounded "
    "up), "
    "as many for global as for local; each local size divides its global size in every case: ceil(n, WG) * WG\n"
    "- TYPE is float, double, int or long\n";

constexpr const char* kOpenClArguments =
    "- LIST names inputs, outputs and scratch buffers (__global T*), dims (long) and local TYPE[SIZE] (__local T*), in "
    "the order of the kernel's parameters\n";

constexpr const char* kCudaArguments =
    "- global counts threads, not blocks: the grid is global / local\n"
    "- LIST names inputs, outputs and scratch buffers (pointers) and dims (long), in the order of the kernel's "
    "parameters, 8 bytes each; local TYPE[SIZE] in it is no parameter but the size of the dynamic shared memory, which "
    "the kernel declares as extern __shared__ TYPE name[]\n"
    "- a block has at most 1024 threads, and the launches of one call run one after another on one stream\n";

/// Both forms that the Python worker takes, up to the names of sizes.
constexpr const char* kModelRules =
    "- get_inputs() may stand in the file for people; the judge has inputs of its own and never calls it\n"
    "- a kernel in KernelBench's form stays in it: its model is ModelNew(torch.nn.Module), made with what "
    "get_init_inputs() of the problem returns for the sizes; inputs named like one of its parameters (gemm.weight is "
    "gemm_weight) become that parameter, and forward gets the others\n"
    "- the model is made once for each size and may keep what depends on sizes alone\n";

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
std::string caseLines(const Task& task, CaseRole timed)
{
    std::string lines;
    for (const CaseRole role : {CaseRole::Smoke, timed}) {
        for (const Case* one : task.casesOf(role)) {
            std::string sizes;
            for (const auto& [name, value] : one->dims) {
                sizes += (sizes.empty() ? "" : ", ") + name + " " + std::to_string(value);
            }
            lines +=
                "- " + oneLine(one->name) + (role == timed ? " (checked and timed): " : " (checked): ") + sizes + "\n";
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

/// What a kernel may take, a line each; `space` stands before pointers.
std::string parametersOf(const Task& task, const std::string& space)
{
    std::string parameters;
    for (const Tensor& input : task.inputs) {
        parameters += space + "const " + std::string(deviceName(input.dtype)) + "* " + input.name + "\n";
    }
    for (const Tensor& output : task.outputs) {
        parameters += space + std::string(deviceName(output.dtype)) + "* " + output.name + "\n";
    }
    for (const std::string& dim : task.dims) {
        parameters += "long " + dim + "\n";
    }
    return parameters;
}

std::string dimsOf(const Task& task)
{
    std::string dims;
    for (const std::string& dim : task.dims) {
        dims += (dims.empty() ? "" : ", ") + dim;
    }
    return dims;
}

std::string modelOf(const Task& task)
{
    std::string inputs;
    for (const Tensor& input : task.inputs) {
        inputs += ", " + input.name;
    }
    std::string outputs;
    for (const Tensor& output : task.outputs) {
        outputs += (outputs.empty() ? "" : ", ") + output.name;
    }
    return "class TritonModel(torch.nn.Module):\n    def forward(self" + inputs + "):\n        ...\n        return " +
           outputs + "\n";
}

void addContract(PromptPart& part, const Task& task, const std::string& language)
{
    if (language == "opencl") {
        part.addFenced("The source is OpenCL C without host code. These are what its kernels may take:\n\n",
                       parametersOf(task, "__global "), "opencl");
        part.addLines("", std::string(kManifestRules) + kOpenClArguments);
    } else if (language == "triton") {
        part.addFenced(
            "The source is one Python file with kernels in Triton. It defines this model, which is made without "
            "arguments and called with the inputs in their order; it returns the outputs, as a tuple where "
            "there are several:\n\n",
            modelOf(task), "python");
        part.addLines("", std::string(kModelRules) +
                              "- sizes that do not follow from the inputs' shapes are passed by "
                              "name where forward takes them behind the inputs: " +
                              dimsOf(task) + "\n");
    } else if (language == "cuda") {
        part.addFenced("The source is CUDA C++ without host code, compiled by NVRTC. These are what its kernels may "
                       "take:\n\n",
                       parametersOf(task, ""), "cuda");
        part.addLines("", std::string(kManifestRules) + kCudaArguments);
    } else {
        part.addFenced("The source is one C++20 file that defines this function, in the global namespace and with "
                       "exactly these types; this header is included before it:\n\n",
                       task.header(), "cpp");
    }
}

} // namespace

PromptPart taskPart(const Task& task, const std::string& language)
{
    PromptPart part("task", "Task and contract");
    part.addFenced("The operator " + task.name + ": " + oneLine(task.summary) + "\n\n", task.definition, "text");
    addContract(part, task, language);
    part.addLines("Tensors are row-major and contiguous, start at multiples of 64 bytes and do not overlap:\n",
                  tensorLines(task));
    part.addLines("Sizes:\n",
                  caseLines(task, language == "cuda" || language == "triton" ? CaseRole::Gpu : CaseRole::Cpu));
    part.addLines("", toleranceLines(task));
    part.addLines("", "One call counts " + task.flops.text() + " useful operations and " + task.bytes.text() +
                          " compulsory bytes.\n");
    return part;
}

} // namespace espalier::prompting
