#include "core/evaluate/bundle/bundlefiles.h"

#include "core/base/file.h"
#include "core/base/hash.h"

#include <algorithm>
#include <set>

namespace espalier {
namespace {

namespace fs = std::filesystem;

/// Three times the largest library that the programs need (LLVM's, 130 MB).
constexpr std::uintmax_t kFileCap = std::uintmax_t{512} << 20;

/// Every file below the part is listed, and is a file.
Result<void> checkNothingElse(const fs::path& folder, const std::string& part, const std::set<std::string>& listed)
{
    std::error_code failed;
    if (fs::is_symlink(fs::symlink_status(folder / part, failed))) {
        return badBundle(folder, part + " is a link");
    }
    auto entry = fs::recursive_directory_iterator(folder / part, failed);
    for (; !failed && entry != fs::recursive_directory_iterator(); entry.increment(failed)) {
        const std::string path = entry->path().lexically_relative(folder).string();
        const fs::file_status status = entry->symlink_status(failed);
        if (!fs::is_directory(status) && !fs::is_regular_file(status)) {
            return badBundle(folder, path + " is neither a file nor a folder");
        }
        if (fs::is_regular_file(status) && !listed.contains(path)) {
            return badBundle(folder, path + " is not in its list of files");
        }
    }
    return failed ? Result<void>(badBundle(folder, "its folder " + part + " cannot be read: " + failed.message()))
                  : Result<void>();
}

} // namespace

bool isInnerPath(const std::string& path)
{
    if (path.empty() || path.size() > 1024 || path.front() == '/' || path.back() == '/' ||
        path.find("//") != std::string::npos) {
        return false;
    }
    const bool printable =
        std::none_of(path.begin(), path.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    const fs::path parts(path);
    return printable &&
           std::none_of(parts.begin(), parts.end(), [](const fs::path& p) { return p == ".." || p == "."; });
}

Error badBundle(const fs::path& folder, std::string why)
{
    return {ErrorKind::Usage, "the bundle " + folder.string() + " cannot be used", std::move(why),
            "make it anew, or bring it over again"};
}

Result<std::string> readListed(const fs::path& folder, const BundleFile& file)
{
    std::error_code failed;
    const fs::path path = folder / file.path;
    if (!fs::is_regular_file(fs::symlink_status(path, failed))) {
        return badBundle(folder, file.path + " is missing");
    }
    if (file.bytes > kFileCap || fs::file_size(path, failed) != file.bytes || failed) {
        return badBundle(folder, file.path + " is not as long as its list says");
    }
    Result<std::string> text = readFile(path, file.bytes);
    if (text && sha256(*text) != file.sha256) {
        return badBundle(folder, file.path + " was changed: its checksum differs");
    }
    return text;
}

Result<void> checkListed(const fs::path& folder, const std::vector<BundleFile>& files,
                         const std::vector<std::string>& parts)
{
    const auto concerns = [&](const BundleFile& file) {
        return std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
            return file.path == part || file.path.starts_with(part + "/");
        });
    };
    std::set<std::string> listed;
    for (const BundleFile& file : files) {
        listed.insert(file.path);
    }
    for (const std::string& part : parts) { // before anything is read: no path leads out through a link then
        std::error_code ignored;
        if (fs::is_directory(fs::status(folder / part, ignored))) {
            if (const auto clean = checkNothingElse(folder, part, listed); !clean) {
                return clean;
            }
        }
    }
    for (const BundleFile& file : files) {
        const auto text = concerns(file) ? readListed(folder, file) : Result<std::string>("");
        if (!text) {
            return text.error();
        }
    }
    return {};
}

Result<void> copyInto(const fs::path& folder, const fs::path& from, const std::string& path,
                      std::vector<BundleFile>& files)
{
    std::error_code failed;
    if (!fs::is_regular_file(from, failed)) { // a pipe would be read for ever
        return Error{ErrorKind::Usage, "cannot put " + from.string() + " into a bundle", "it is not a file",
                     "take it away, or put a file there"};
    }
    const Result<std::string> text = readFile(from, kFileCap);
    if (!text) {
        return text.error();
    }
    if (const auto written = writeInto(folder, *text, path, files); !written) {
        return written;
    }
    const fs::perms executable = fs::status(from, failed).permissions() & fs::perms::owner_exec;
    if (executable != fs::perms::none) {
        fs::permissions(folder / path, fs::perms{0755}, failed);
    }
    return {};
}

Result<void> writeInto(const fs::path& folder, const std::string& text, const std::string& path,
                       std::vector<BundleFile>& files)
{
    std::error_code ignored;
    fs::create_directories((folder / path).parent_path(), ignored);
    if (const auto written = writeFileAtomic(folder / path, text); !written) {
        return written;
    }
    files.push_back({path, text.size(), sha256(text)});
    return {};
}

} // namespace espalier
