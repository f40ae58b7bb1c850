#include "core/task/task.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

void append(std::string& list, const std::string& item)
{
    list += (list.empty() ? "" : ", ") + item;
}

} // namespace

std::int64_t Tensor::elements(const Dims& dims) const
{
    double product = 1;
    for (const Expression& extent : shape) {
        product *= extent.value(dims);
    }
    return std::llround(product);
}

std::size_t Tensor::bytes(const Dims& dims) const
{
    return static_cast<std::size_t>(elements(dims)) * sizeOf(dtype);
}

std::vector<const Case*> Task::casesOf(CaseRole role) const
{
    std::vector<const Case*> list;
    for (const Case& c : cases) {
        if (c.role == role) {
            list.push_back(&c);
        }
    }
    return list;
}

bool Task::needsGpu() const
{
    const auto half = [](const Tensor& tensor) { return isHalf(tensor.dtype); };
    return std::ranges::any_of(inputs, half) || std::ranges::any_of(outputs, half);
}

std::string Task::header() const
{
    std::string parameters;
    for (const Tensor& input : inputs) {
        append(parameters, "const " + std::string(cppName(input.dtype)) + "* " + input.name);
    }
    for (const Tensor& output : outputs) {
        append(parameters, std::string(cppName(output.dtype)) + "* " + output.name);
    }
    for (const std::string& dim : dims) {
        append(parameters, "int64_t " + dim);
    }
    return "#pragma once\n\n#include <cstdint>\n\nvoid " + name + "(" + parameters + ");\n";
}

std::string Task::entryPoint() const
{
    std::string arguments;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        append(arguments,
               "static_cast<const " + std::string(cppName(inputs[i].dtype)) + "*>(in[" + std::to_string(i) + "])");
    }
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        append(arguments,
               "static_cast<" + std::string(cppName(outputs[i].dtype)) + "*>(out[" + std::to_string(i) + "])");
    }
    for (std::size_t i = 0; i < dims.size(); ++i) {
        append(arguments, "dims[" + std::to_string(i) + "]");
    }
    return "#include \"task.h\"\n"
           "#include \"candidate.cpp\"\n"
           "\n"
           "extern \"C\" __attribute__((visibility(\"default\"))) void kernel(const void* const* in, void* const* "
           "out,\n"
           "                                                              const int64_t* dims, void*)\n"
           "{\n"
           "    ::" +
           name + "(" + arguments +
           ");\n"
           "}\n";
}

} // namespace espalier
