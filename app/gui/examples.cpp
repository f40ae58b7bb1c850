#include "app/gui/examples.h"

#include "core/task/jsonreader.h"

#include <algorithm>

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr const char* kStore = "espalier.db";
constexpr std::size_t kAboutCap = 4096;

} // namespace

std::vector<Example> readExamples(const fs::path& folder)
{
    std::vector<Example> examples;
    std::error_code unreadable;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, unreadable)) {
        const auto about = readStrictJson(entry.path() / "about.json", kAboutCap);
        if (!about || !fs::exists(entry.path() / kStore, unreadable)) {
            continue;
        }
        Complaints complaints(entry.path() / "about.json");
        ObjectReader reader(*about, {}, complaints);
        const std::string title = reader.text("title");
        const std::string summary = reader.text("summary");
        reader.finish();
        if (complaints.empty()) {
            examples.push_back({QString::fromStdString(title), QString::fromStdString(summary),
                                QString::fromStdString(entry.path().string())});
        }
    }
    std::ranges::sort(examples, {}, &Example::title);
    return examples;
}

Result<fs::path> copyOfExample(const fs::path& example, const fs::path& copies)
{
    const fs::path copy = copies / example.filename();
    std::error_code failed;
    if (fs::exists(copy / kStore, failed)) {
        return copy;
    }
    // Beside its place first: half a copy is never taken for a whole one.
    const fs::path half = copies / (example.filename().string() + ".new");
    fs::remove_all(half, failed);
    fs::create_directories(copies, failed);
    fs::copy(example, half, fs::copy_options::recursive, failed);
    if (!failed) {
        fs::permissions(half, fs::perms::owner_all, fs::perm_options::add, failed);
        fs::rename(half, copy, failed);
    }
    if (failed) {
        return Error{ErrorKind::Machine, "the example cannot be copied to " + copy.string(), failed.message(),
                     "make room there, or open it with --store"};
    }
    return copy;
}

} // namespace espalier
