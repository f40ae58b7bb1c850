#include "core/task/reference.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/paths.h"
#include "core/base/slices.h"
#include "core/task/halfsource.h"

#include <algorithm>
#include <limits>
#include <system_error>

namespace espalier {
namespace {

constexpr const char* kEntry = "espalier_reference";
// Reassociation stays off, so the truth is what reference.cpp says; no -march, because a cache may be shared by
// machines.
const std::vector<std::string> kFlags{"-O3", "-ffp-contract=off"};
constexpr std::size_t kWorthSlicing = 1 << 16; ///< output elements

std::string wrapper(const Task& task)
{
    std::string arguments;
    const auto append = [&arguments](const std::string& item) { arguments += (arguments.empty() ? "" : ", ") + item; };
    for (std::size_t i = 0; i < task.inputs.size(); ++i) {
        append("static_cast<const " + std::string(cppName(task.inputs[i].dtype)) + "*>(in[" + std::to_string(i) + "])");
    }
    for (std::size_t i = 0; i < task.outputs.size(); ++i) {
        const char* type = isFloat(task.outputs[i].dtype) ? "double" : "int64_t";
        append("static_cast<" + std::string(type) + "*>(out[" + std::to_string(i) + "])");
    }
    for (std::size_t i = 0; i < task.dims.size(); ++i) {
        append("dims[" + std::to_string(i) + "]");
    }
    // Only in front of those that need it: the others' libraries are found again under their old names.
    const std::string half = task.needsGpu() ? std::string(halfFloatSource()) + "using float16 = espalier::Float16;\n"
                                                                                "using bfloat16 = espalier::BFloat16;\n"
                                             : "";
    return half +
           "#include <cstdint>\n"
           "#include \"reference.cpp\"\n"
           "extern \"C\" __attribute__((visibility(\"default\")))\n"
           "void " +
           std::string(kEntry) +
           "(const void* const* in, void* const* out, const int64_t* dims)\n"
           "{\n"
           "    ::" +
           task.name + "_reference(" + arguments +
           ");\n"
           "}\n";
}

Result<std::shared_ptr<const SharedLibrary>> openOrBuild(const Task& task, const std::string& main,
                                                         const std::string& source)
{
    std::string everything = main + '\0' + source;
    for (const std::string& flag : kFlags) {
        everything += '\0' + flag;
    }
    const std::filesystem::path file = cacheFolder() / "references" / (sha256(everything) + ".so");
    std::error_code ignored;
    if (std::filesystem::is_regular_file(file, ignored)) {
        if (auto library = SharedLibrary::open(file)) {
            return library;
        }
    }
    if (const Result<void> built = buildSharedLibrary({{"main.cpp", main}, {"reference.cpp", source}}, kFlags, file,
                                                      task.referenceFile().string());
        !built) {
        return built.error();
    }
    return SharedLibrary::open(file);
}

/// What no reference leaves behind. Large ones by all processors, for memory that is touched first costs most of this.
template <class T>
void* filled(LargeVector<T>& values, std::size_t elements, T value)
{
    values.resize(elements);
    inSlices(elements, piecesOf(elements, kWorthSlicing),
             [&](std::size_t from, std::size_t to) { std::fill(values.data() + from, values.data() + to, value); });
    return values.data();
}

} // namespace

Result<std::shared_ptr<const ReferenceLibrary>> ReferenceLibrary::load(const Task& task)
{
    const Result<std::string> source = readFile(task.referenceFile(), std::size_t{1} << 20);
    if (!source) {
        return source.error();
    }
    const auto library = openOrBuild(task, wrapper(task), *source);
    if (!library) {
        return library.error();
    }
    const auto entry = reinterpret_cast<Entry>((*library)->symbol(kEntry));
    if (!entry) {
        return Error{ErrorKind::Machine, "the built reference of " + task.name + " is not usable",
                     "its entry is missing", "delete " + (cacheFolder() / "references").string()};
    }
    return std::shared_ptr<const ReferenceLibrary>(new ReferenceLibrary(task, *library, entry));
}

void ReferenceLibrary::computeSlice(const Dims& dims, const std::vector<const void*>& inputs,
                                    const std::vector<void*>& outputs, std::int64_t from, std::int64_t to) const
{
    Dims one = dims; // a slice of one, to see how much lies before `from`
    std::vector<std::int64_t> sizes;
    for (auto& [name, value] : one) {
        sizes.push_back(name == m_sliced ? to - from : value);
        value = name == m_sliced ? 1 : value;
    }
    std::vector<const void*> slicedInputs;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const bool whole = m_inputs[i].elements(one) == m_inputs[i].elements(dims);
        const std::size_t before = whole ? 0 : m_inputs[i].bytes(one) * static_cast<std::size_t>(from);
        slicedInputs.push_back(static_cast<const std::byte*>(inputs[i]) + before);
    }
    std::vector<void*> slicedOutputs;
    for (std::size_t i = 0; i < outputs.size(); ++i) { // doubles or 64-bit integers, whatever the dtype
        const auto before = static_cast<std::size_t>(m_outputs[i].elements(one) * from) * sizeof(double);
        slicedOutputs.push_back(static_cast<std::byte*>(outputs[i]) + before);
    }
    m_entry(slicedInputs.data(), slicedOutputs.data(), sizes.data());
}

void ReferenceLibrary::compute(const Dims& dims, const std::vector<const void*>& inputs,
                               const std::vector<void*>& outputs) const
{
    const auto sliced = std::ranges::find(dims, m_sliced, [](const auto& dim) { return dim.first; });
    const std::int64_t extent = m_sliced.empty() || sliced == dims.end() ? 1 : sliced->second;
    std::size_t elements = 0;
    for (const Tensor& output : m_outputs) {
        elements += static_cast<std::size_t>(output.elements(dims));
    }
    const auto processors = static_cast<std::int64_t>(piecesOf(elements, kWorthSlicing));
    const std::int64_t slices = std::clamp<std::int64_t>(processors / ++m_running, 1, extent);
    if (extent == 1) {
        std::vector<std::int64_t> sizes;
        for (const auto& [name, value] : dims) {
            sizes.push_back(value);
        }
        m_entry(inputs.data(), outputs.data(), sizes.data());
    } else {
        inSlices(
            static_cast<std::size_t>(extent), static_cast<std::size_t>(slices), [&](std::size_t from, std::size_t to) {
                computeSlice(dims, inputs, outputs, static_cast<std::int64_t>(from), static_cast<std::int64_t>(to));
            });
    }
    --m_running;
}

std::vector<ExpectedOutput> ReferenceLibrary::expected(const Dims& dims, const std::vector<const void*>& inputs) const
{
    std::vector<ExpectedOutput> outputs;
    expectedInto(dims, inputs, outputs);
    return outputs;
}

void ReferenceLibrary::expectedInto(const Dims& dims, const std::vector<const void*>& inputs,
                                    std::vector<ExpectedOutput>& outputs) const
{
    outputs.resize(m_outputs.size());
    std::vector<void*> buffers;
    for (std::size_t i = 0; i < m_outputs.size(); ++i) {
        const auto elements = static_cast<std::size_t>(m_outputs[i].elements(dims));
        buffers.push_back(isFloat(m_outputs[i].dtype)
                              ? filled(outputs[i].floats, elements, std::numeric_limits<double>::quiet_NaN())
                              : filled(outputs[i].integers, elements, std::int64_t{-1}));
    }
    compute(dims, inputs, buffers);
    for (ExpectedOutput& output : outputs) {
        output.measure();
    }
}

} // namespace espalier
