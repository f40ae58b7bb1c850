#include "core/store/objects.h"

#include "core/base/file.h"
#include "core/base/hash.h"

#include <algorithm>

namespace espalier {

bool isHash(const std::string& text)
{
    return text.size() == 64 &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::filesystem::path Objects::pathOf(const std::string& sha256) const
{
    return m_folder / sha256.substr(0, 2) / sha256.substr(2);
}

Result<std::string> Objects::put(const std::string& bytes)
{
    const std::string hash = espalier::sha256(bytes);
    const std::filesystem::path path = pathOf(hash);
    std::error_code code;
    // A file of another size is the rest of a damaged disk: writing it again repairs it.
    if (std::filesystem::file_size(path, code) == bytes.size() && !code) {
        return hash;
    }
    std::filesystem::create_directories(path.parent_path(), code);
    if (code) {
        return Error{ErrorKind::Machine, "cannot make the folder " + path.parent_path().string(), code.message(),
                     code == std::errc::no_space_on_device ? "free some space and resume"
                                                           : "check the permissions of the store's folder"};
    }
    if (const auto written = writeFileAtomic(path, bytes); !written) {
        return written.error();
    }
    return hash;
}

Result<std::string> Objects::get(const std::string& sha256) const
{
    if (!isHash(sha256)) {
        return Error{ErrorKind::Usage, "\"" + sha256.substr(0, 80) + "\" names no object", "",
                     "give 64 hexadecimal digits"};
    }
    const std::filesystem::path path = pathOf(sha256);
    Result<std::string> bytes = readFile(path);
    if (bytes && espalier::sha256(*bytes) != sha256) {
        return Error{ErrorKind::Machine, "the object " + path.string() + " is damaged",
                     "its content does not match its name",
                     "put back a copy of it; the rest of the store is not affected"};
    }
    return bytes;
}

} // namespace espalier
