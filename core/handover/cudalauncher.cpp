#include "core/handover/cudalauncher.h"

#include "core/base/words.h"
#include "core/handover/sourcetext.h"
#include "core/opencl/manifest.h"

#include <set>

namespace espalier::handover {
namespace {

/// "#undef NAME" for each macro, so that none reaches into the host code.
std::string undefined(std::string_view source)
{
    std::set<std::string> names;
    while (!source.empty()) {
        const std::size_t end = std::min(source.find('\n'), source.size() - 1) + 1;
        std::string_view line = trimmed(source.substr(0, end));
        source.remove_prefix(end);
        if (!line.starts_with('#')) {
            continue;
        }
        line = trimmed(line.substr(1));
        if (line.starts_with("define ") || line.starts_with("define\t")) {
            const std::string_view rest = trimmed(line.substr(7));
            names.emplace(rest.substr(0, rest.find_first_of(" \t(")));
        }
    }
    std::string text;
    for (const std::string& name : names) {
        text += "#undef " + name + "\n";
    }
    return text;
}

/// One launch as a block of statements. A function call that returns from the launcher with the device's error.
class LaunchText
{
public:
    LaunchText(const Task& task, const Manifest& manifest) : m_task(task), m_manifest(manifest) {}

    std::string of(const Manifest::Launch& launch) const
    {
        std::string text = "    if (espalier_error == cudaSuccess) {\n";
        for (const auto& [name, sizes] :
             {std::pair("espalier_global", &launch.global), std::pair("espalier_local", &launch.local)}) {
            text += "        const unsigned long long " + std::string(name) + "[3] = {";
            for (std::size_t i = 0; i < 3; ++i) {
                text += (i > 0 ? ", " : "") +
                        (i < sizes->size() ? "(" + number((*sizes)[i]) + ").whole()" : std::string("1"));
            }
            text += "};\n";
        }
        text += shared(launch) + arguments(launch);
        return text + "        espalier_error = espalier_launch_one(reinterpret_cast<const void*>(&" + launch.kernel +
               "), espalier_global, espalier_local, espalier_arguments, espalier_shared, stream);\n    }\n";
    }

private:
    std::string number(const Expression& expression) const
    {
        return numberExpression(expression, m_manifest.constants);
    }

    std::string shared(const Manifest::Launch& launch) const
    {
        std::string sum = "0";
        for (const Manifest::Argument& argument : launch.arguments) {
            if (argument.kind == Manifest::Argument::Kind::Local) {
                sum +=
                    " + " + std::to_string(sizeOf(argument.dtype)) + " * (" + number(argument.elements) + ").whole()";
            }
        }
        return "        const unsigned long long espalier_shared = " + sum + ";\n";
    }

    std::string arguments(const Manifest::Launch& launch) const
    {
        using Kind = Manifest::Argument::Kind;
        std::string list;
        for (const Manifest::Argument& argument : launch.arguments) {
            const std::string name = argument.kind == Kind::Input    ? m_task.inputs[argument.index].name
                                     : argument.kind == Kind::Output ? m_task.outputs[argument.index].name
                                     : argument.kind == Kind::Dim    ? m_task.dims[argument.index]
                                     : argument.kind == Kind::Scratch
                                         ? "espalier_scratch[" + std::to_string(argument.index) + "]"
                                         : "";
            if (!name.empty()) {
                list += (list.empty() ? "&" : ", &") + name;
            }
        }
        // Addresses and sizes of eight bytes, whatever a kernel's parameters are called.
        return "        const void* espalier_arguments[] = {" + (list.empty() ? "nullptr" : list) + "};\n";
    }

    const Task& m_task;
    const Manifest& m_manifest;
};

constexpr const char* kLaunchOne =
    R"(static cudaError_t espalier_launch_one(const void* kernel, const unsigned long long (&global)[3],
                                       const unsigned long long (&local)[3], const void** arguments,
                                       unsigned long long shared, cudaStream_t stream)
{
    unsigned blocks[3];
    for (int i = 0; i < 3; ++i) {
        if (local[i] == 0 || global[i] == 0 || global[i] % local[i] != 0 || global[i] / local[i] > 0x7fffffffULL) {
            return cudaErrorInvalidValue;
        }
        blocks[i] = static_cast<unsigned>(global[i] / local[i]);
    }
    if (shared > 48 * 1024) { // more than every kernel may use unasked
        const cudaError_t error =
            cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, static_cast<int>(shared));
        if (error != cudaSuccess) {
            return error;
        }
    }
    const dim3 threads(static_cast<unsigned>(local[0]), static_cast<unsigned>(local[1]),
                       static_cast<unsigned>(local[2]));
    return cudaLaunchKernel(kernel, dim3(blocks[0], blocks[1], blocks[2]), threads, const_cast<void**>(arguments),
                            static_cast<size_t>(shared), stream);
}

)";

} // namespace

Result<std::string> cudaLauncher(const Task& task, std::string_view source)
{
    const Result<Manifest> manifest = Manifest::parse(source, KernelSignature::of(task));
    if (!manifest) {
        return manifest.error();
    }
    const std::size_t buffers = manifest->scratch.size();
    std::string text = undefined(source) +
                       "\n// Generated: launches the kernels above as the head of their source says.\n" + kLaunchOne +
                       "cudaError_t " + kLauncher + "(" + parameters(task, Dialect::Cuda) +
                       ", cudaStream_t stream)\n{\n    cudaError_t espalier_error = cudaSuccess;\n";
    if (buffers > 0) {
        text += "    void* espalier_scratch[" + std::to_string(buffers) + "] = {};\n";
    }
    for (std::size_t i = 0; i < buffers; ++i) {
        const Manifest::Scratch& scratch = manifest->scratch[i];
        text +=
            "    if (espalier_error == cudaSuccess) {\n        espalier_error = cudaMallocAsync(&espalier_scratch[" +
            std::to_string(i) + "], " + std::to_string(sizeOf(scratch.dtype)) + " * (" +
            numberExpression(scratch.elements, manifest->constants) + ").whole(), stream);\n    }\n";
    }
    const LaunchText launches(task, *manifest);
    for (const Manifest::Launch& launch : manifest->launches) {
        text += launches.of(launch);
    }
    if (buffers > 0) {
        text += "    for (void* espalier_buffer : espalier_scratch) {\n        if (espalier_buffer != nullptr) {\n"
                "            cudaFreeAsync(espalier_buffer, stream);\n        }\n    }\n";
    }
    return text + "    return espalier_error;\n}\n";
}

} // namespace espalier::handover
