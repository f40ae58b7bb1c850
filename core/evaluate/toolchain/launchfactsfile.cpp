#include "core/evaluate/toolchain/launchfactsfile.h"

#include "core/base/file.h"

#include <nlohmann/json.hpp>

namespace espalier {
namespace {

constexpr std::size_t kFileCap = std::size_t{1} << 20;

std::filesystem::path fileBeside(const std::filesystem::path& program)
{
    return program.parent_path() / "launches.json";
}

} // namespace

void writeLaunchFacts(const std::filesystem::path& program, const std::vector<CaseLaunches>& cases)
{
    (void)writeFileAtomic(fileBeside(program), toJson(cases).dump());
}

std::vector<CaseLaunches> readLaunchFacts(const std::filesystem::path& program)
{
    const auto text = readFile(fileBeside(program), kFileCap);
    std::vector<CaseLaunches> cases;
    const bool isWhole = text && readJson(nlohmann::json::parse(*text, nullptr, false), cases);
    return isWhole ? cases : std::vector<CaseLaunches>();
}

} // namespace espalier
