#include "core/diff/githunks.h"

#include <algorithm>
#include <git2.h>
#include <memory>

namespace espalier {
namespace {

/// libgit2 counts its users; one for the life of the process is enough and safe from any thread.
void startLibrary()
{
    struct Library
    {
        Library() { git_libgit2_init(); }
        ~Library() { git_libgit2_shutdown(); }
    };
    static const Library library;
}

/// Patience looks for unique lines at every level of its recursion; beyond this size plain Myers with its cost cap
/// answers sooner.
constexpr std::size_t kPatienceBytes = std::size_t{1} << 20;

git_diff_options options(std::size_t bytes, bool ignoreWhitespace, std::uint32_t context)
{
    git_diff_options result = GIT_DIFF_OPTIONS_INIT;
    result.flags = GIT_DIFF_INDENT_HEURISTIC | GIT_DIFF_FORCE_TEXT;
    result.flags |= bytes <= kPatienceBytes ? GIT_DIFF_PATIENCE : GIT_DIFF_NORMAL;
    result.flags |= ignoreWhitespace ? GIT_DIFF_IGNORE_WHITESPACE : GIT_DIFF_NORMAL;
    result.context_lines = context;
    return result;
}

int takeHunk(const git_diff_delta*, const git_diff_hunk* hunk, void* payload)
{
    // In unified form a side of no lines names the line before it, counted from 1: that is its place counted from 0.
    const int left = hunk->old_lines > 0 ? hunk->old_start - 1 : hunk->old_start;
    const int right = hunk->new_lines > 0 ? hunk->new_start - 1 : hunk->new_start;
    static_cast<std::vector<Hunk>*>(payload)->push_back({left, left + hunk->old_lines, right, right + hunk->new_lines});
    return 0;
}

/// The library's answer is only used when its hunks lie in order inside both texts and skip equally many lines on both
/// sides.
bool isConsistent(const std::vector<Hunk>& hunks, int leftLines, int rightLines)
{
    int left = 0;
    int right = 0;
    for (const Hunk& hunk : hunks) {
        if (hunk.leftBegin < left || hunk.leftBegin - left != hunk.rightBegin - right) {
            return false;
        }
        left = hunk.leftEnd;
        right = hunk.rightEnd;
    }
    return leftLines - left == rightLines - right && left <= leftLines;
}

} // namespace

std::vector<std::string_view> splitLines(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

std::vector<Hunk> changedHunks(std::string_view left, std::string_view right, bool ignoreWhitespace)
{
    startLibrary();
    std::vector<Hunk> hunks;
    const git_diff_options wanted = options(left.size() + right.size(), ignoreWhitespace, 0);
    const int failed = git_diff_buffers(left.data(), left.size(), nullptr, right.data(), right.size(), nullptr, &wanted,
                                        nullptr, nullptr, takeHunk, nullptr, &hunks);
    const int leftLines = static_cast<int>(splitLines(left).size());
    const int rightLines = static_cast<int>(splitLines(right).size());
    if (failed != 0 || !isConsistent(hunks, leftLines, rightLines)) {
        return {{0, leftLines, 0, rightLines}};
    }
    return hunks;
}

std::string hunksText(std::string_view left, std::string_view right)
{
    startLibrary();
    const git_diff_options wanted = options(left.size() + right.size(), false, 3);
    git_patch* raw = nullptr;
    if (git_patch_from_buffers(&raw, left.data(), left.size(), "source", right.data(), right.size(), "source",
                               &wanted) != 0) {
        return {};
    }
    const std::unique_ptr<git_patch, decltype(&git_patch_free)> patch(raw, &git_patch_free);
    git_buf buffer = GIT_BUF_INIT;
    std::string text;
    if (git_patch_to_buf(&buffer, patch.get()) == 0) {
        text.assign(buffer.ptr, buffer.size);
    }
    git_buf_dispose(&buffer);
    const std::size_t start = text.find("\n@@ ");
    return start == std::string::npos ? std::string() : text.substr(start + 1);
}

} // namespace espalier
