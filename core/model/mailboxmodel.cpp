#include "core/model/mailboxmodel.h"

#include "core/base/file.h"
#include "core/model/conversationtext.h"

#include <array>
#include <chrono>
#include <thread>

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kGlance{200};
constexpr int kQuietGlances = 5; ///< a second without a change: copied whole

struct Reply
{
    const char* extension;
    const char* language; ///< of a bare source
};
constexpr std::array kReplies{Reply{".md", ""},       Reply{".txt", ""},    Reply{".cpp", "cpp"},  Reply{".c", "cpp"},
                              Reply{".cl", "opencl"}, Reply{".cu", "cuda"}, Reply{".py", "python"}};

std::size_t turnOf(const ModelRequest& request)
{
    return request.turns.size() / 2;
}

/// The file that holds the answer, with what tells a change of it.
struct Dropped
{
    fs::path path;
    const char* language = "";
    std::uintmax_t bytes = 0;
    fs::file_time_type written;

    bool operator==(const Dropped& other) const
    {
        return path == other.path && bytes == other.bytes && written == other.written;
    }
};

std::optional<Dropped> droppedInto(const fs::path& folder, std::size_t turn)
{
    for (const Reply& reply : kReplies) {
        Dropped found{folder / ("answer" + turnSuffix(turn) + reply.extension), reply.language, 0, {}};
        std::error_code failed;
        found.bytes = fs::file_size(found.path, failed);
        if (!failed && found.bytes > 0) {
            found.written = fs::last_write_time(found.path, failed);
            return found;
        }
    }
    return std::nullopt;
}

Result<std::string> read(const Dropped& dropped)
{
    auto text = readFile(dropped.path, kLongestReply);
    if (!text) {
        return Error{ErrorKind::Answer, text.error().what, text.error().why,
                     "drop in a shorter answer that can be read"};
    }
    return *dropped.language == '\0' ? *std::move(text) : fencedAnswer(*text, dropped.language);
}

/// Where another prompt's folder is kept.
fs::path freeNameFor(const fs::path& folder)
{
    for (int n = 1;; ++n) {
        fs::path name = folder.string() + "-old-" + std::to_string(n);
        std::error_code failed;
        if (!fs::exists(name, failed)) {
            return name;
        }
    }
}

Error unwritable(const fs::path& folder, const std::string& why)
{
    return {ErrorKind::Machine, "cannot put a prompt into the mailbox " + folder.string(), why,
            "free some space there, or name another folder"};
}

} // namespace

std::string turnSuffix(std::size_t turn)
{
    return turn == 0 ? "" : "-" + std::to_string(turn + 1);
}

Result<std::optional<std::string>> answerIn(const std::filesystem::path& folder, std::size_t turn)
{
    const auto dropped = droppedInto(folder, turn);
    if (!dropped) {
        return std::optional<std::string>();
    }
    auto text = read(*dropped);
    return text ? Result<std::optional<std::string>>(std::optional(*std::move(text))) : text.error();
}

Result<void> MailboxModel::post(const ModelRequest& request, const fs::path& folder) const
{
    const std::size_t turn = turnOf(request);
    const fs::path prompt = folder / ("prompt" + turnSuffix(turn) + ".md");
    const std::string text = turn == 0 ? conversationText(request) : request.turns.back().text;
    std::error_code failed;
    if (fs::exists(prompt, failed)) {
        const auto there = readFile(prompt, kLongestReply);
        if (there && *there == text) {
            return {};
        }
        // Made again, a tool may have measured other figures: an answer stays with what it was given to.
        if (turn > 0 && droppedInto(folder, turn)) {
            return {};
        }
        if (turn == 0) {
            fs::rename(folder, freeNameFor(folder), failed);
        }
        if (failed) {
            return unwritable(folder, failed.message());
        }
    }
    fs::create_directories(folder, failed);
    if (failed) {
        return unwritable(folder, failed.message());
    }
    for (const ModelFile& file : request.files) {
        if (auto written = writeFileAtomic(folder / fs::path(file.name).filename(), file.content); !written) {
            return unwritable(folder, written.error().why);
        }
    }
    // Last, so that whoever sees it sees the files too.
    const auto written = writeFileAtomic(prompt, text);
    return written ? written : unwritable(folder, written.error().why);
}

Result<ModelReply> MailboxModel::ask(const ModelRequest& request, const OnText& onText, std::stop_token stop) const
{
    const fs::path folder = m_folder / fs::path(request.label).filename();
    if (auto posted = post(request, folder); !posted) {
        return posted.error();
    }
    std::optional<Dropped> seen;
    for (int quiet = 0; !stop.stop_requested(); std::this_thread::sleep_for(kGlance)) {
        auto now = droppedInto(folder, turnOf(request));
        quiet = now && now == seen ? quiet + 1 : 0;
        seen = std::move(now);
        if (quiet >= kQuietGlances) {
            auto text = read(*seen);
            if (!text) {
                return text.error();
            }
            if (onText) {
                onText(*text);
            }
            return ModelReply{*std::move(text), "mailbox", {}};
        }
    }
    return Error{ErrorKind::Interrupted, "no answer came into " + folder.string(), "the search was stopped",
                 "resume it: an answer dropped in meanwhile is found"};
}

} // namespace espalier
