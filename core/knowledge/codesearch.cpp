#include "core/knowledge/codesearch.h"

#include "core/base/paths.h"
#include "core/knowledge/codewalk.h"
#include "core/knowledge/ripgrep.h"

namespace espalier {
namespace {

constexpr std::size_t kLongestPattern = 1000;

Result<void> check(const CodeQuery& query)
{
    if (query.pattern.empty() || query.pattern.size() > kLongestPattern ||
        query.pattern.find_first_of(std::string_view("\n\r\0", 3)) != std::string::npos) {
        return Error{ErrorKind::Usage, "cannot look for this in code",
                     "the pattern is empty, longer than " + std::to_string(kLongestPattern) +
                         " bytes or has several lines",
                     "look for a word or two"};
    }
    for (const std::filesystem::path& folder : query.folders) {
        std::error_code unreadable;
        if (!std::filesystem::is_directory(folder, unreadable)) {
            return Error{ErrorKind::Usage, "cannot look through " + folder.string(), "there is no such folder",
                         "name a folder that holds code"};
        }
    }
    return {};
}

} // namespace

std::string excerptOf(std::string_view line)
{
    const std::size_t begin = line.find_first_not_of(" \t");
    const std::size_t end = line.find_last_not_of(" \t\r\n");
    if (begin == std::string_view::npos || end == std::string_view::npos) {
        return {};
    }
    line = line.substr(begin, end - begin + 1);
    if (line.size() <= kExcerpt) {
        return std::string(line);
    }
    std::size_t cut = kExcerpt;
    while (cut > 0 && (static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U) {
        --cut;
    }
    return std::string(line.substr(0, cut));
}

Result<CodeFindings> searchCode(const CodeQuery& query, CodeEngine engine, const std::stop_token& stop)
{
    if (const auto checked = check(query); !checked) {
        return checked.error();
    }
    const auto program = engine == CodeEngine::Best && !query.fileNames ? findOnPath("rg") : std::nullopt;
    return program ? ripgrep(*program, query, stop) : walkCode(query, stop);
}

} // namespace espalier
