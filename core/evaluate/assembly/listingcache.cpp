#include "core/evaluate/assembly/listingcache.h"

#include "core/base/file.h"
#include "core/evaluate/assembly/assemble.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace espalier {

namespace fs = std::filesystem;

namespace {

void clearOut(const fs::path& folder)
{
    std::error_code failed;
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
        std::error_code gone; // another process has removed it
        files.emplace_back(at->last_write_time(gone), at->path());
    }
    if (files.size() <= kKeptListings) {
        return;
    }
    std::ranges::sort(files);
    for (std::size_t i = 0; i < files.size() / 2; ++i) {
        fs::remove(files[i].second, failed);
    }
}

} // namespace

std::optional<Assembly> ListingCache::find(const std::string& key) const
{
    const auto text = readFile(m_folder / (key + ".json"));
    return text ? assemblyFromText(*text) : std::nullopt;
}

void ListingCache::keep(const std::string& key, const Assembly& assembly) const
{
    std::error_code failed;
    fs::create_directories(m_folder, failed);
    if (writeFileAtomic(m_folder / (key + ".json"), toText(assembly))) {
        clearOut(m_folder);
    }
}

} // namespace espalier
