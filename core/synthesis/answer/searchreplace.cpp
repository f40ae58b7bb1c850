#include "core/synthesis/answer/searchreplace.h"

#include "core/synthesis/answer/plaintext.h"

#include <cstring>

namespace espalier {
namespace {

/// memmem of the GNU C library keeps to a time linear in the text for hostile needles too (two-way search), which
/// std::string::find does not.
std::size_t positionIn(const std::string& text, const std::string& needle, std::size_t from)
{
    const void* hit = memmem(text.data() + from, text.size() - from, needle.data(), needle.size());
    return hit == nullptr ? std::string::npos : static_cast<std::size_t>(static_cast<const char*>(hit) - text.data());
}

/// Why whole lines that should be in the text are not. `search` is not empty.
std::string whyNotFound(const std::string& text, const Edit& edit, const std::string& block)
{
    const std::string begin = "the search text of " + block + ", which begins " + quotedFirstLine(edit.search) + ", ";
    const std::string bare = edit.search.substr(0, edit.search.size() - (edit.search.ends_with('\n') ? 1 : 0));
    return begin + (!bare.empty() && positionIn(text, bare, 0) != std::string::npos
                        ? "is only a part of lines of the source, and must be whole lines with their indentation"
                        : "is not in the source letter by letter");
}

} // namespace

std::variant<std::string, AnswerError> withEdits(std::string_view source, const std::vector<Edit>& edits)
{
    // With a line feed before the first line too, a text that starts with one and ends with one is whole lines.
    std::string text = "\n";
    text += source;
    if (!text.ends_with('\n')) {
        text += '\n';
    }
    for (std::size_t i = 0; i < edits.size(); ++i) {
        const Edit& edit = edits[i];
        const std::string block = "block " + std::to_string(i + 1);
        if (edit.search.empty()) {
            return AnswerError{AnswerFault::EmptySearch, block + " has no line to search for"};
        }
        const std::string needle = "\n" + edit.search;
        const std::size_t first = positionIn(text, needle, 0);
        if (first == std::string::npos) {
            return AnswerError{AnswerFault::SearchNotFound, whyNotFound(text, edit, block)};
        }
        if (positionIn(text, needle, first + 1) != std::string::npos) {
            return AnswerError{AnswerFault::SearchFoundTwice, "the search text of " + block + ", which begins " +
                                                                  quotedFirstLine(edit.search) +
                                                                  ", is in the source more than once"};
        }
        text.replace(first + 1, edit.search.size(), edit.replacement);
    }
    return text.substr(1);
}

} // namespace espalier
