#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace espalier {

/// A file of a bundle as its job lists it.
struct BundleFile
{
    std::string path; ///< below the bundle's folder, with slashes
    std::uintmax_t bytes = 0;
    std::string sha256;

    bool operator==(const BundleFile&) const = default;
};

/// Whether it stays below the folder it is joined to: relative, no "..", no empty part, no control characters.
bool isInnerPath(const std::string& path);

/// Of kind Usage: why a bundle cannot be used.
Error badBundle(const std::filesystem::path& folder, std::string why);

/// The bytes of a file as long as listed, which is not a link itself; refused when they are not the listed ones. That
/// no folder on its way is a link says checkListed().
Result<std::string> readListed(const std::filesystem::path& folder, const BundleFile& file);

/// Everything that `files` lists below the folders `parts` is there and as listed; nothing else is, and no links.
Result<void> checkListed(const std::filesystem::path& folder, const std::vector<BundleFile>& files,
                         const std::vector<std::string>& parts);

/// Copies one file below `folder` and lists it. What it copies is a regular file of at most 512 MiB; a link is
/// followed.
Result<void> copyInto(const std::filesystem::path& folder, const std::filesystem::path& from, const std::string& path,
                      std::vector<BundleFile>& files);
/// The same with text of our own.
Result<void> writeInto(const std::filesystem::path& folder, const std::string& text, const std::string& path,
                       std::vector<BundleFile>& files);

} // namespace espalier
