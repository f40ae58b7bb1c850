#include "core/cuda/hostentry.h"

#include "core/base/words.h"
#include "core/opencl/manifest.h"
#include "core/task/wording.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::string_view kTier = "tier:";

Error refused(std::string why, std::string todo)
{
    return {ErrorKind::Usage, "its tier is not clear", std::move(why), std::move(todo)};
}

/// What stands behind "//" in each comment line of the head.
std::vector<std::string_view> commentsOf(std::string_view source)
{
    std::vector<std::string_view> comments;
    std::string_view head = sourceHead(source);
    while (!head.empty()) {
        const std::size_t end = std::min(head.find('\n'), head.size());
        if (const std::string_view line = trimmed(head.substr(0, end)); line.starts_with("//")) {
            comments.push_back(trimmed(line.substr(2)));
        }
        head.remove_prefix(std::min(end + 1, head.size()));
    }
    return comments;
}

std::string listed(const std::vector<std::string>& items)
{
    std::string list;
    for (const std::string& item : items) {
        list += (list.empty() ? "" : ", ") + item;
    }
    return list;
}

std::string pointer(const Tensor& tensor, bool isInput)
{
    const std::string_view type = tensor.dtype == DType::Float16    ? "__half"
                                  : tensor.dtype == DType::BFloat16 ? "__nv_bfloat16"
                                                                    : cppName(tensor.dtype);
    return (isInput ? "const " : "") + std::string(type) + "*";
}

bool hasTensorOf(const Task& task, DType dtype)
{
    const auto is = [dtype](const Tensor& tensor) { return tensor.dtype == dtype; };
    return std::ranges::any_of(task.inputs, is) || std::ranges::any_of(task.outputs, is);
}

std::string cast(const Tensor& tensor, bool isInput, std::size_t index)
{
    return "static_cast<" + pointer(tensor, isInput) + ">(" + (isInput ? "in[" : "out[") + std::to_string(index) + "])";
}

} // namespace

Result<int> statedTier(std::string_view source)
{
    int tier = 1;
    bool launches = false;
    for (const std::string_view comment : commentsOf(source)) {
        launches = launches || comment.starts_with("launch:") || comment.starts_with("scratch:");
        if (!comment.starts_with(kTier)) {
            continue;
        }
        const std::string_view stated = trimmed(comment.substr(kTier.size()));
        if (stated != "1" && stated != "2") {
            return refused("its head states the tier \"" + shortened(std::string(stated), 20) + "\"",
                           "write // tier: 2 where it brings host code, and no such line where it has launch lines");
        }
        tier = std::max(tier, stated == "2" ? 2 : 1);
    }
    return tier == 2 && launches ? refused("it states tier 2, whose host code launches its kernels, and launch lines",
                                           "drop the one or the other")
                                 : Result<int>(tier);
}

std::string hostHeader(const Task& task)
{
    std::vector<std::string> parameters;
    parameters.reserve(task.inputs.size() + task.outputs.size() + task.dims.size() + 1);
    for (const Tensor& input : task.inputs) {
        parameters.push_back(pointer(input, true) + " " + input.name);
    }
    for (const Tensor& output : task.outputs) {
        parameters.push_back(pointer(output, false) + " " + output.name);
    }
    for (const std::string& dim : task.dims) {
        parameters.push_back("int64_t " + dim);
    }
    parameters.emplace_back("cudaStream_t stream");
    const std::string half = hasTensorOf(task, DType::Float16) ? "#include <cuda_fp16.h>\n" : "";
    const std::string brain = hasTensorOf(task, DType::BFloat16) ? "#include <cuda_bf16.h>\n" : "";
    return "#pragma once\n\n#include <cstdint>\n#include <cuda_runtime.h>\n" + half + brain + "\nvoid " + task.name +
           "(" + listed(parameters) + ");\n";
}

std::string hostEntryPoint(const Task& task)
{
    std::vector<std::string> arguments;
    arguments.reserve(task.inputs.size() + task.outputs.size() + task.dims.size() + 1);
    for (std::size_t i = 0; i < task.inputs.size(); ++i) {
        arguments.push_back(cast(task.inputs[i], true, i));
    }
    for (std::size_t i = 0; i < task.outputs.size(); ++i) {
        arguments.push_back(cast(task.outputs[i], false, i));
    }
    for (std::size_t i = 0; i < task.dims.size(); ++i) {
        arguments.push_back("dims[" + std::to_string(i) + "]");
    }
    arguments.emplace_back("static_cast<cudaStream_t>(stream)");
    return "#include \"task.h\"\n"
           "#include \"candidate.cu\"\n"
           "\n"
           "extern \"C\" __attribute__((visibility(\"default\"))) void kernel(const void* const* in, void* const* "
           "out,\n"
           "                                                              const int64_t* dims, void* stream)\n"
           "{\n"
           "    ::" +
           task.name + "(" + listed(arguments) +
           ");\n"
           "}\n";
}

} // namespace espalier
