#include "core/knowledge/namedpaths.h"

#include <algorithm>
#include <cctype>

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostNames = 64;
constexpr std::size_t kLongestEnding = 6; ///< "cuh", "ipynb", "triton"

bool isOfPath(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/' || c == '.' || c == '_' || c == '-' || c == '+';
}

/// "norm/rms.h" of "norm/rms.h."; nothing where the word is no path of a file.
std::string pathIn(std::string_view word)
{
    while (!word.empty() && (word.back() == '.' || word.back() == '/' || word.back() == '-')) {
        word.remove_suffix(1);
    }
    const std::size_t slash = word.rfind('/');
    const std::size_t dot = word.rfind('.');
    const bool isFile = slash != std::string_view::npos && dot != std::string_view::npos && dot > slash + 1;
    if (!isFile || word.starts_with('/') || word.find("//") != std::string_view::npos) {
        return {};
    }
    const std::string_view ending = word.substr(dot + 1);
    const bool isEnding = !ending.empty() && ending.size() <= kLongestEnding && ending != "md" &&
                          std::isalpha(static_cast<unsigned char>(ending.front())) != 0;
    return isEnding ? std::string(word) : std::string();
}

bool isBelow(const fs::path& file, const fs::path& folder)
{
    const auto [end, ignored] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
    return end == folder.end();
}

} // namespace

std::vector<std::string> namedPaths(std::string_view text)
{
    std::vector<std::string> names;
    for (std::size_t at = 0; at < text.size() && names.size() < kMostNames;) {
        std::size_t end = at;
        while (end < text.size() && isOfPath(text[end])) {
            ++end;
        }
        std::string name = pathIn(text.substr(at, end - at));
        const bool isAddress = at > 0 && text[at - 1] == ':'; // https://…
        if (!name.empty() && !isAddress && std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(std::move(name));
        }
        at = std::max(end, at + 1);
    }
    return names;
}

std::vector<NamedFile> findNamed(const std::vector<std::string>& names, const std::vector<fs::path>& folders)
{
    std::vector<NamedFile> found;
    for (const std::string& name : names) {
        for (const fs::path& folder : folders) {
            std::error_code missing;
            const fs::path inside = fs::canonical(folder, missing);
            const fs::path file = missing ? fs::path() : fs::canonical(inside / name, missing);
            if (!missing && isBelow(file, inside) && fs::is_regular_file(file, missing)) {
                found.push_back({name, file});
                break;
            }
        }
    }
    return found;
}

} // namespace espalier
