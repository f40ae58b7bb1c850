#include "core/profile/readprofile.h"

#include "core/profile/ncureport.h"
#include "core/profile/protontree.h"
#include "core/profile/rocprofreport.h"
#include "core/profile/torchtrace.h"

#include <array>

namespace espalier {
namespace {

constexpr std::array kFormats{"ncu", "rocprof", "torch", "proton"};
constexpr std::array kReaders{readNcuReport, readRocprofReport, readTorchTrace, readProtonTree};

} // namespace

std::span<const char* const> profileFormats()
{
    return kFormats;
}

Result<ProfileReport> readProfile(std::string_view format, std::string_view text)
{
    for (std::size_t i = 0; i < kFormats.size(); ++i) {
        if (format == kFormats.at(i)) {
            return kReaders.at(i)(text);
        }
    }
    return Error{ErrorKind::Usage, "there is no format \"" + std::string(format.substr(0, 40)) + "\"", "",
                 "write ncu, rocprof, torch or proton"};
}

} // namespace espalier
