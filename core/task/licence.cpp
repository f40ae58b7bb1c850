#include "core/task/licence.h"

#include "core/base/file.h"

#include <nlohmann/json.hpp>

namespace espalier {
namespace {

constexpr std::size_t kTaskFileCap = 256 * 1024;

} // namespace

std::string licenceOf(const std::filesystem::path& taskFolder)
{
    const auto text = readFile(taskFolder / "task.json", kTaskFileCap);
    const nlohmann::json document = nlohmann::json::parse(text ? *text : std::string(), nullptr, false);
    const auto licence = document.is_object() ? document.find("licence") : document.end();
    const bool said = licence != document.end() && licence->is_string() && !licence->get<std::string>().empty();
    return said ? licence->get<std::string>() : "unknown";
}

} // namespace espalier
