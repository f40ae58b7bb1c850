#include "core/synthesis/answer/searchreplace.h"

#include "core/synthesis/answer/plaintext.h"

#include <cstring>

namespace espalier {
namespace {

/// memmem of the GNU C library keeps to a time linear in the text for hostile needles too (two-way search), which
/// std::string::find does not.
std::size_t find(const std::string& text, const std::string& needle, std::size_t from)
{
    const void* hit = memmem(text.data() + from, text.size() - from, needle.data(), needle.size());
    return hit == nullptr ? std::string::npos : static_cast<std::size_t>(static_cast<const char*>(hit) - text.data());
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
        const std::size_t first = find(text, needle, 0);
        if (first == std::string::npos) {
            return AnswerError{AnswerFault::SearchNotFound, "the search text of " + block + ", which begins " +
                                                                quotedFirstLine(edit.search) +
                                                                ", is not in the source letter by letter"};
        }
        if (find(text, needle, first + 1) != std::string::npos) {
            return AnswerError{AnswerFault::SearchFoundTwice, "the search text of " + block + ", which begins " +
                                                                  quotedFirstLine(edit.search) +
                                                                  ", is in the source more than once"};
        }
        text.replace(first + 1, edit.search.size(), edit.replacement);
    }
    return text.substr(1);
}

} // namespace espalier
