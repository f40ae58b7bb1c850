#pragma once

#include "core/evaluate/assembly/assembly.h"

#include <filesystem>

namespace espalier {

/// Listings in files of one folder, so that a node's is made once. May be deleted at any time; where it cannot be
/// written each is made again. Used by several processes at once.
class ListingCache
{
public:
    explicit ListingCache(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    std::optional<Assembly> find(const std::string& key) const;
    /// Removes the older half where there are too many.
    void keep(const std::string& key, const Assembly& assembly) const;

private:
    std::filesystem::path m_folder;
};

} // namespace espalier
