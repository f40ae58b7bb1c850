#include "core/cuda/cubin.h"

#include "core/base/elf64.h"
#include "core/task/wording.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace espalier {
namespace {

constexpr std::size_t kMost = 4096;           ///< symbols, parameters
constexpr std::uint16_t kMachineCuda = 190;   ///< EM_CUDA
constexpr unsigned char kEntry = 0x10;        ///< STO_CUDA_ENTRY of a symbol: it can be launched
constexpr std::uint8_t kSizedRecord = 4;      ///< EIFMT_SVAL: a length and so many bytes; all others take four
constexpr std::uint8_t kFrameSize = 0x11;     ///< EIATTR_FRAME_SIZE: symbol, bytes
constexpr std::uint8_t kParameter = 0x17;     ///< EIATTR_KPARAM_INFO: index, ordinal, offset, packed size
constexpr std::uint8_t kRegisterCount = 0x2f; ///< EIATTR_REGCOUNT: symbol, registers
constexpr unsigned kParameterSizeShift = 18;
/// Of a block's shared memory the system's own share, which no limit counts. From sm_90 on a kernel's section begins
/// with it, and another one says so.
constexpr std::size_t kReserved = 1024;

Error unreadable(const char* why)
{
    return {ErrorKind::Machine, "the compiled CUDA program cannot be read", why,
            "use NVRTC of a CUDA Toolkit from version 12 on"};
}

/// Each record of a section .nv.info with its attribute and what it carries.
template <class F>
void forEachRecord(std::string_view bytes, F&& visit)
{
    constexpr std::size_t kHead = 4;
    while (bytes.size() >= kHead) {
        const auto format = static_cast<std::uint8_t>(bytes[0]);
        const auto attribute = static_cast<std::uint8_t>(bytes[1]);
        const std::size_t length = format == kSizedRecord ? *readAt<std::uint16_t>(bytes, 2) : 0;
        if (length > bytes.size() - kHead) {
            return;
        }
        visit(attribute, bytes.substr(kHead, length));
        bytes.remove_prefix(kHead + length);
    }
}

/// The second number of the records of this attribute whose first is the symbol.
std::size_t noteOf(std::string_view notes, std::uint8_t wanted, std::size_t symbol)
{
    std::size_t value = 0;
    forEachRecord(notes, [&](std::uint8_t attribute, std::string_view record) {
        const auto of = readAt<std::uint32_t>(record, 0);
        const auto number = readAt<std::uint32_t>(record, sizeof(std::uint32_t));
        if (attribute == wanted && of == symbol && number) {
            value = *number;
        }
    });
    return value;
}

std::vector<std::size_t> parametersIn(std::string_view notes)
{
    std::vector<std::size_t> bytes;
    forEachRecord(notes, [&](std::uint8_t attribute, std::string_view record) {
        const auto ordinal = readAt<std::uint16_t>(record, 4);
        const auto packed = readAt<std::uint32_t>(record, 8);
        if (attribute == kParameter && ordinal && packed && *ordinal < kMost) {
            bytes.resize(std::max<std::size_t>(bytes.size(), *ordinal + std::size_t{1}));
            bytes[*ordinal] = *packed >> kParameterSizeShift;
        }
    });
    return bytes;
}

CubinKernel kernelOf(const Elf64File& elf, std::string_view symbol, std::size_t index)
{
    CubinKernel kernel;
    kernel.symbol = symbol;
    if (const auto* notes = elf.find(".nv.info")) {
        kernel.registers = static_cast<int>(std::min<std::size_t>(noteOf(notes->bytes, kRegisterCount, index), kMost));
        kernel.stackBytes = noteOf(notes->bytes, kFrameSize, index);
    }
    if (const auto* own = elf.find(".nv.info." + kernel.symbol)) {
        kernel.parameterBytes = parametersIn(own->bytes);
    }
    if (const auto* shared = elf.find(".nv.shared." + kernel.symbol)) {
        const std::size_t bytes = shared->header.sh_size;
        kernel.sharedBytes = bytes - (bytes >= kReserved && elf.find(".nv.shared.reserved.0") ? kReserved : 0);
    }
    return kernel;
}

} // namespace

std::string CubinKernel::name() const
{
    constexpr std::string_view kMangled = "_Z";
    if (!symbol.starts_with(kMangled)) {
        return symbol;
    }
    std::size_t length = 0;
    const char* begin = symbol.data() + kMangled.size();
    const auto [rest, failed] = std::from_chars(begin, symbol.data() + symbol.size(), length);
    const auto left = static_cast<std::size_t>(symbol.data() + symbol.size() - rest);
    // "_Z3sumIfEvPf" is a template's.
    if (failed != std::errc() || length == 0 || length > left || (length < left && rest[length] == 'I')) {
        return symbol;
    }
    return {rest, length};
}

std::string CubinKernel::sentence() const
{
    return name() + ": " + std::to_string(registers) + " registers, " + std::to_string(sharedBytes) +
           " bytes of shared memory, " + std::to_string(stackBytes) + " bytes of stack, " +
           std::to_string(parameterBytes.size()) + " parameters";
}

Result<std::vector<CubinKernel>> kernelsOf(std::string_view cubin)
{
    const auto elf = Elf64File::read(cubin, kMachineCuda);
    if (!elf) {
        return unreadable("it is no 64-bit ELF file for CUDA");
    }
    const auto& sections = elf->sections;
    const auto table = std::ranges::find_if(sections, [](const auto& s) { return s.header.sh_type == SHT_SYMTAB; });
    if (table == sections.end() || table->header.sh_link >= sections.size()) {
        return unreadable("it has no table of symbols");
    }
    const std::string_view names = sections[table->header.sh_link].bytes;
    std::vector<CubinKernel> kernels;
    for (std::size_t i = 0; i < kMost; ++i) {
        const auto symbol = readAt<Elf64_Sym>(table->bytes, i * sizeof(Elf64_Sym));
        if (!symbol) {
            break;
        }
        const std::string_view name = textAt(names, symbol->st_name);
        if (ELF64_ST_TYPE(symbol->st_info) == STT_FUNC && (symbol->st_other & kEntry) != 0 && !name.empty()) {
            kernels.push_back(kernelOf(*elf, name, i));
        }
    }
    return kernels;
}

Result<CubinKernel> findKernel(const std::vector<CubinKernel>& kernels, const std::string& name)
{
    const auto no = [&](const std::string& why) {
        return Error{ErrorKind::Usage, "the launch of " + inQuotes(name) + " does not fit its kernel", why,
                     "change its // launch: line or the kernel"};
    };
    const auto named = [&](const CubinKernel& kernel) { return kernel.name() == name; };
    const auto found = std::ranges::find_if(kernels, named);
    if (found == kernels.end()) {
        return no("the source has no __global__ function of this name outside of templates and namespaces");
    }
    if (std::ranges::count_if(kernels, named) > 1) {
        return no("the source has several kernels of this name");
    }
    return *found;
}

} // namespace espalier
