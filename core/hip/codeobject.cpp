#include "core/hip/codeobject.h"

#include "core/base/elf64.h"
#include "core/hip/messagepack.h"

#include <algorithm>
#include <optional>

namespace espalier {
namespace {

using nlohmann::json;

constexpr std::size_t kMost = 4096;
constexpr std::uint16_t kMachineAmdgpu = 224; ///< EM_AMDGPU
constexpr std::uint32_t kMetadata = 32;       ///< NT_AMDGPU_METADATA
constexpr std::string_view kOwner{"AMDGPU\0", 7};
constexpr std::int64_t kMostNumber = std::int64_t{1} << 31;

Error unreadable(const char* why)
{
    return {ErrorKind::Machine, "the compiled HIP program cannot be read", why, "use hipcc of ROCm from version 5 on"};
}

constexpr std::size_t padded(std::size_t bytes)
{
    return (bytes + 3) / 4 * 4;
}

/// The description of the first note of AMD's with the metadata; nothing where there is none.
std::optional<std::string_view> metadataIn(std::string_view notes)
{
    while (const auto head = readAt<Elf64_Nhdr>(notes, 0)) {
        const std::size_t name = sizeof *head;
        const std::size_t description = name + padded(head->n_namesz);
        if (description > notes.size() || head->n_descsz > notes.size() - description) {
            return std::nullopt;
        }
        if (head->n_type == kMetadata && notes.substr(name, head->n_namesz) == kOwner) {
            return notes.substr(description, head->n_descsz);
        }
        notes.remove_prefix(std::min(description + padded(head->n_descsz), notes.size()));
    }
    return std::nullopt;
}

/// A member that is a number of at least 0; `otherwise` where it is missing or something else.
int numberOf(const json& object, const char* key, int otherwise = 0)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number_integer()) {
        return otherwise;
    }
    const auto value = found->get<std::int64_t>();
    return value >= 0 && value < kMostNumber ? static_cast<int>(value) : otherwise;
}

std::string textOf(const json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<std::size_t> parametersIn(const json& kernel)
{
    std::vector<std::size_t> bytes;
    const auto found = kernel.find(".args");
    if (found == kernel.end() || !found->is_array()) {
        return bytes;
    }
    for (const json& argument : *found) {
        const bool isHidden = argument.is_object() && textOf(argument, ".value_kind").starts_with("hidden_");
        if (argument.is_object() && !isHidden && bytes.size() < kMost) {
            bytes.push_back(static_cast<std::size_t>(numberOf(argument, ".size")));
        }
    }
    return bytes;
}

CodeObjectKernel kernelOf(const json& notes)
{
    CodeObjectKernel kernel;
    kernel.symbol = textOf(notes, ".name");
    kernel.parameterBytes = parametersIn(notes);
    kernel.vectorRegisters = numberOf(notes, ".vgpr_count");
    kernel.scalarRegisters = numberOf(notes, ".sgpr_count");
    kernel.spilledVectors = numberOf(notes, ".vgpr_spill_count");
    kernel.spilledScalars = numberOf(notes, ".sgpr_spill_count");
    kernel.waveLanes = numberOf(notes, ".wavefront_size", kernel.waveLanes);
    kernel.mostThreads = numberOf(notes, ".max_flat_workgroup_size", kernel.mostThreads);
    kernel.sharedBytes = static_cast<std::size_t>(numberOf(notes, ".group_segment_fixed_size"));
    kernel.scratchBytes = static_cast<std::size_t>(numberOf(notes, ".private_segment_fixed_size"));
    const auto stack = notes.find(".uses_dynamic_stack");
    kernel.dynamicStack = stack != notes.end() && stack->is_boolean() && stack->get<bool>();
    return kernel;
}

} // namespace

std::string CodeObjectKernel::sentence() const
{
    std::string text = name() + ": " + std::to_string(vectorRegisters) + " vector registers, " +
                       std::to_string(scalarRegisters) + " scalar registers, " + std::to_string(sharedBytes) +
                       " bytes of LDS, " + std::to_string(scratchBytes) + " bytes of scratch, " +
                       std::to_string(parameterBytes.size()) + " parameters";
    return spilledVectors + spilledScalars > 0 ? text + ", " + std::to_string(spilledVectors) + " vector and " +
                                                     std::to_string(spilledScalars) + " scalar registers spilled"
                                               : text;
}

Result<std::vector<CodeObjectKernel>> codeObjectKernels(std::string_view codeObject)
{
    const auto elf = Elf64File::read(codeObject, kMachineAmdgpu);
    if (!elf) {
        return unreadable("it is no 64-bit ELF file for amdgcn");
    }
    std::optional<std::string_view> metadata;
    for (const Elf64File::Section& section : elf->sections) {
        if (!metadata && section.header.sh_type == SHT_NOTE) {
            metadata = metadataIn(section.bytes);
        }
    }
    const auto document = metadata ? readMessagePack(*metadata) : std::nullopt;
    if (!document || !document->is_object()) {
        return unreadable("it has no metadata of its kernels");
    }
    std::vector<CodeObjectKernel> kernels;
    const auto list = document->find("amdhsa.kernels");
    if (list == document->end() || !list->is_array()) {
        return unreadable("its metadata names no kernels");
    }
    for (const json& notes : *list) {
        if (notes.is_object() && kernels.size() < kMost) {
            kernels.push_back(kernelOf(notes));
        }
    }
    return kernels;
}

} // namespace espalier
