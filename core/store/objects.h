#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace espalier {

/// The content-addressed files below one folder: objects/ab/cdef… holds the bytes whose SHA-256 is abcdef… Written
/// once, atomically, and never changed; checked against their name on every read. Safe to use from several processes at
/// once.
class Objects
{
public:
    explicit Objects(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    /// Returns the hash. Costs nothing but the hash when the object is there already.
    Result<std::string> put(const std::string& bytes);
    Result<std::string> get(const std::string& sha256) const;

private:
    std::filesystem::path pathOf(const std::string& sha256) const;

    std::filesystem::path m_folder;
};

/// 64 lower-case hexadecimal digits.
bool isHash(const std::string& text);

} // namespace espalier
